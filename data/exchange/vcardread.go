package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// maxCard bounds what is kept of one card; pictures of several megabytes occur.
const maxCard = 24 << 20

// maxValue bounds a picture, a sound or a key. What is longer is not kept, and
// the rest of its card is.
const maxValue = 16 << 20

// maxDepth bounds cards inside cards. Files in which every END is missing look
// like ever deeper nesting.
const maxDepth = 8

// rawCard is a card as its lines were.
type rawCard struct {
	row     int
	props   []*rawProp
	size    int
	version string
	agent   bool // the value of an AGENT property
	nested  bool // stands inside another card
	holds   bool // another card stood inside this one
	cut     bool // the file ended inside it
	long    bool // cut at maxCard
	stray   bool // text outside of any card
}

// cardReader cuts a stream of UTF-8, or of bytes in several encodings, into
// cards.
type cardReader struct {
	lines *lineReader
	emit  func(*rawCard) bool
	stack []*rawCard
	cur   *rawProp
	stray *rawCard
}

// errStop ends a reading that the caller does not want any longer.
var errStop = errors.New("stopped")

// run reads to the end. It returns nil when emit stopped it.
func (c *cardReader) run() error {
	for {
		line, err := c.lines.next()
		if err == io.EOF {
			return ignoreStop(c.end())
		}
		if err != nil {
			return err
		}
		if err := c.take(line); err != nil {
			return ignoreStop(err)
		}
	}
}

func ignoreStop(err error) error {
	if err == errStop {
		return nil
	}
	return err
}

// take adds one physical line to what is being read.
func (c *cardReader) take(line []byte) error {
	p := c.cur
	blank := len(bytes.TrimSpace(line)) == 0
	begin, end := false, false
	if !blank && mayDelimit(line) {
		begin, end = beginsCard(string(line)), endsCard(string(line))
	}
	switch {
	case p != nil && p.openQP() && !begin && !end:
		// A soft line break; some programs leave an empty line after it.
		if !blank {
			c.grow(bytes.TrimRight(p.value, " \t"), line)
		}
	case blank:
		if p != nil && p.base64 {
			c.flush()
		}
	case begin:
		return c.begin()
	case end:
		return c.finish()
	case p != nil && (line[0] == ' ' || line[0] == '\t') && p.name != "VERSION":
		c.fold(line)
	default:
		c.property(line)
	}
	return nil
}

// mayDelimit is a quick look for the end of BEGIN:VCARD and END:VCARD.
func mayDelimit(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) <= 40 && len(line) >= 9 && bytes.EqualFold(line[len(line)-5:], []byte("VCARD"))
}

// grow appends the next part of a quoted-printable value, whose final = goes.
func (c *cardReader) grow(value, line []byte) {
	c.cur.value = append(value[:len(value)-1], line...)
	c.account(len(line))
}

// fold appends a continuation line. vCard 3 and 4 add one blank when they
// fold, vCard 2.1 folds at a blank that belongs to the text.
func (c *cardReader) fold(line []byte) {
	p := c.cur
	rest := line[1:]
	switch {
	case p.base64:
		rest = bytes.TrimSpace(line)
	case p.open && len(p.head) < 1<<16:
		p.head = append(p.head, rest...)
		if q, ok := parseHead(p.head, p.row); ok {
			*p = *q
		}
		return
	case c.version() == "2.1":
		p.value = append(p.value, ' ')
		rest = bytes.TrimLeft(line, " \t")
	}
	p.value = append(p.value, rest...)
	c.account(len(rest))
}

func (c *cardReader) version() string {
	if len(c.stack) == 0 {
		return ""
	}
	return c.stack[len(c.stack)-1].version
}

// property begins a property, or goes on with the one before when the line
// does not look like one.
func (c *cardReader) property(line []byte) {
	row := c.lines.row
	if len(c.stack) == 0 {
		c.straying(line, row)
		return
	}
	p, ok := parseHead(bytes.TrimLeft(line, " \t"), row)
	switch {
	case ok:
		c.flush()
		c.cur = p
		c.account(len(line))
	case c.cur != nil && c.cur.base64:
		c.cur.value = append(c.cur.value, line...)
		c.account(len(line))
	case c.cur != nil:
		c.cur.value = append(append(c.cur.value, '\n'), line...)
		c.account(len(line))
	default:
		c.cur = &rawProp{row: row, name: "", value: bytes.Clone(line)}
		c.flush()
	}
}

// straying keeps text that stands outside of any card, to report it.
func (c *cardReader) straying(line []byte, row int) {
	if c.stray == nil {
		c.stray = &rawCard{row: row, stray: true}
	}
	if c.stray.size < 4096 {
		c.stray.props = append(c.stray.props, &rawProp{row: row, value: bytes.Clone(line)})
		c.stray.size += len(line)
	}
}

// account adds to the size of the open card and drops a value that is too long.
func (c *cardReader) account(n int) {
	top := c.stack[len(c.stack)-1]
	top.size += n
	if p := c.cur; p != nil && p.base64 && (p.lost || len(p.value) > maxValue) {
		top.size -= len(p.value)
		p.value, p.lost = p.value[:0], true
	}
	if top.size > maxCard {
		top.long = true
		if c.cur != nil {
			c.cur.value = c.cur.value[:min(len(c.cur.value), 1024)]
		}
	}
}

// flush ends the property that is being read.
func (c *cardReader) flush() {
	p := c.cur
	c.cur = nil
	if p == nil || len(c.stack) == 0 {
		return
	}
	top := c.stack[len(c.stack)-1]
	if top.long {
		return
	}
	if p.open { // the colon never came
		p = &rawProp{row: p.row, value: p.head}
	}
	if p.name == "VERSION" && top.version == "" {
		top.version = strings.TrimSpace(string(p.value))
		return
	}
	top.props = append(top.props, p)
}

func (c *cardReader) begin() error {
	agent := c.cur != nil && c.cur.name == "AGENT" && len(bytes.TrimSpace(c.cur.value)) == 0
	c.flush()
	if c.stray != nil {
		if err := c.send(c.stray); err != nil {
			return err
		}
		c.stray = nil
	}
	card := &rawCard{row: c.lines.row, agent: agent, nested: len(c.stack) > 0}
	if len(c.stack) == maxDepth {
		oldest := c.stack[0]
		c.stack = append(c.stack[:0], c.stack[1:]...)
		oldest.cut = true
		if err := c.send(oldest); err != nil {
			return err
		}
	}
	c.stack = append(c.stack, card)
	return nil
}

// finish ends the innermost card.
func (c *cardReader) finish() error {
	c.flush()
	if len(c.stack) == 0 {
		return nil
	}
	card := c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	if len(c.stack) == 0 {
		return c.send(card)
	}
	parent := c.stack[len(c.stack)-1]
	if card.agent && len(parent.props) > 0 {
		parent.props[len(parent.props)-1].agent = card
		return nil
	}
	parent.holds = true
	return c.send(card)
}

// end sends what was open when the file ended.
func (c *cardReader) end() error {
	c.flush()
	if c.stray != nil {
		if err := c.send(c.stray); err != nil {
			return err
		}
	}
	for _, card := range c.stack {
		card.cut = true
		if err := c.send(card); err != nil {
			return err
		}
	}
	return nil
}

func (c *cardReader) send(card *rawCard) error {
	if !c.emit(card) {
		return errStop
	}
	return nil
}

// lineReader reads lines that end in LF, CR LF, CR CR LF or a lone CR, and
// counts them. A line longer than max is cut.
type lineReader struct {
	r    *bufio.Reader
	max  int
	row  int  // number of the line that next returned
	cr   bool // lines end in CR alone
	buf  []byte
	cut  bool // the line was longer than max
	term int  // how many bytes its end has
}

func newLineReader(r io.Reader, limit int, cr bool) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10), max: limit, cr: cr}
}

// next returns the next line without its end. The bytes are good until the
// next call. The error is io.EOF after the last line.
func (l *lineReader) next() ([]byte, error) {
	end := byte('\n')
	if l.cr {
		end = '\r'
	}
	l.buf, l.cut = l.buf[:0], false
	read := 0
	for {
		part, err := l.r.ReadSlice(end)
		read += len(part)
		if room := l.max - len(l.buf); len(part) > room {
			l.cut = true
			l.buf = append(l.buf, part[:max(room, 0)]...)
		} else {
			l.buf = append(l.buf, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || read == 0) {
			return nil, err
		}
		break
	}
	l.row++
	line := bytes.TrimRight(l.buf, "\r\n")
	l.term = len(l.buf) - len(line)
	return line, nil
}
