package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// fonts makes the faces in assets/fonts again from the Noto Sans CJK
// collections of the system (Debian and Ubuntu: fonts-noto-cjk). The work is
// done by fontTools; the result depends only on the version of the collection
// and of fontTools, so a second run on the same machine gives the same bytes.
func fonts(args []string) error {
	fs := flag.NewFlagSet("fonts", flag.ContinueOnError)
	from := fs.String("from", "/usr/share/fonts/opentype/noto", "folder that holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc")
	to := fs.String("to", filepath.Join("assets", "fonts"), "folder to write to")
	if err := fs.Parse(args); err != nil {
		return err
	}
	for _, name := range []string{"NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"} {
		if _, err := os.Stat(filepath.Join(*from, name)); err != nil {
			return fmt.Errorf("%w; install the collection (Debian and Ubuntu: apt-get install fonts-noto-cjk) or name its folder with -from", err)
		}
	}
	python, err := pythonWithFontTools()
	if err != nil {
		return err
	}
	cmd := exec.Command(python, "-c", subsetScript, *from, *to)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1640995200", "PYTHONHASHSEED=0")
	return cmd.Run()
}

// pythonWithFontTools finds an interpreter that can import fontTools. The
// first python3 on the path is often a private one without the package, so
// the system's own is asked as well.
func pythonWithFontTools() (string, error) {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if exec.Command(path, "-c", "import fontTools.subset").Run() == nil {
			return path, nil
		}
	}
	return "", errors.New("fontTools is missing; install it (Debian and Ubuntu: apt-get install python3-fonttools; elsewhere: python3 -m pip install fonttools)")
}

// subsetScript takes one face out of each collection and cuts it down.
//
// The character set is what the national standards of our readers hold
// (GB 2312, the first level of Big5, JIS X 0208, KS X 1001) and the alphabets,
// signs and arrows that the face has. The glyph count stays under 21,000,
// because the character table is written in format 4, which overflows above.
//
// The vertical metrics are set to those of Noto Sans (1069 / -293): the faces
// that fill in for other scripts use nearly the same, so that a line of
// several scripts shares one baseline.
//
// The Chinese face draws quotation marks, the middle dot and the ellipsis a full
// character wide, which tears Latin text apart. The main faces have them in
// their proportional form; the Wide faces hold the full-width ones, for use
// between Han characters.
//
// The Japanese faces hold only those characters of JIS X 0208 whose shape
// differs from the Simplified Chinese face; everything else is drawn from
// that.
const subsetScript = `
import os, sys
from fontTools import subset
from fontTools.ttLib import TTCollection

src, dst = sys.argv[1], sys.argv[2]

def charset(codec, leads):
    found = set()
    for a in leads:
        for b in range(0x40, 0xFF):
            try:
                s = bytes([a, b]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(s) == 1:
                found.add(ord(s))
    return found

gb = charset("gb2312", range(0xA1, 0xF8))
big5 = charset("big5", range(0xA1, 0xC7))
jis = charset("euc_jp", range(0xA1, 0xF5))
ks = charset("euc_kr", range(0xA1, 0xFE))
ranges = [(0x20, 0x7E), (0xA0, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x1E00, 0x1EFF),
          (0x2000, 0x206F), (0x2070, 0x218F), (0x2190, 0x23FF), (0x2460, 0x27BF),
          (0x2900, 0x297F), (0x2B00, 0x2BFF), (0x3000, 0x30FF), (0x3100, 0x312F),
          (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)]
wanted = set(gb | big5 | jis | ks)
for a, b in ranges:
    wanted |= set(range(a, b + 1))
hold = {c for c in wanted if 0xE000 <= c <= 0xF8FF}
wanted -= hold

def face(path, family):
    for font in TTCollection(path, lazy=True).fonts:
        if family in (font["name"].getDebugName(4) or ""):
            return font
    raise SystemExit(path + " has no face " + family)

def substitute(font, tag, glyph):
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != tag:
            continue
        for index in record.Feature.LookupListIndex:
            for sub in gsub.LookupList.Lookup[index].SubTable:
                sub = getattr(sub, "ExtSubTable", sub)
                if glyph in getattr(sub, "mapping", {}):
                    return sub.mapping[glyph]
    raise SystemExit("no %s form of %s" % (tag, glyph))

def write(font, chars, family, style, out):
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    s = subset.Subsetter(options)
    s.populate(unicodes=sorted(chars))
    s.subset(font)
    count = len(font.getGlyphOrder())
    if count >= 21000:
        raise SystemExit("too many glyphs: %d" % count)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = 1069, -293, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = 1069, -293, 0
    os2.usWinAscent, os2.usWinDescent = 1069, 293
    for record in list(font["name"].names):
        if record.nameID in (1, 4):
            record.string = family + ("" if record.nameID == 1 else " " + style)
        elif record.nameID in (3, 6):
            record.string = family.replace(" ", "") + "-" + style
    cff = font["CFF "].cff
    cff.fontNames = [family.replace(" ", "") + "-" + style]
    font.recalcTimestamp = False
    path = os.path.join(dst, out)
    font.save(path)
    print("%s: %d characters, %d glyphs, %.2f MB" % (out, len(font.getBestCmap()), count, os.path.getsize(path) / 1e6))

for weight in ("Regular", "Bold"):
    path = os.path.join(src, "NotoSansCJK-%s.ttc" % weight)
    sc = face(path, "CJK SC")
    jp = face(path, "CJK JP")
    wide = face(path, "CJK SC")
    cut = {c: jp.getBestCmap()[c] for c in (0xB7, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022)}
    cut[0x2026] = substitute(sc, "pwid", sc.getBestCmap()[0x2026])
    for table in sc["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(cut)
    cs, cj = sc.getBestCmap(), jp.getBestCmap()
    other = {c for c in jis if c in cj and cj[c] != cs.get(c) and c not in cut}
    write(wide, set(cut), "Dragoman Sans Wide", weight, "DragomanSansWide-%s.otf" % weight)
    write(sc, wanted, "Dragoman Sans", weight, "DragomanSans-%s.otf" % weight)
    write(jp, other, "Dragoman Sans JP", weight, "DragomanSansJP-%s.otf" % weight)
`
