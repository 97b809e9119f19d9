package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// messageFiles holds the messages: one active.<tag>.toml for each language and
// any number of fragments/<room>.<tag>.toml.
//
//go:embed active.*.toml fragments/*.toml
var messageFiles embed.FS

// sourceTag is the language that messages are first written in.
const sourceTag = "en"

// Language is a language of the interface.
type Language struct {
	Tag        string // BCP 47
	NativeName string // what its speakers call it: "简体中文"
}

// Languages returns the languages of the interface, English first and the
// others by tag.
func Languages() []Language {
	var out []Language
	for _, tag := range tags() {
		out = append(out, Language{Tag: tag, NativeName: LanguageOwnName(tag)})
	}
	return out
}

// tags returns the tags for which there is an active.<tag>.toml.
var tags = sync.OnceValue(func() []string {
	out := []string{sourceTag}
	names, err := fs.Glob(messageFiles, "active.*.toml")
	if err != nil {
		return out // only a malformed pattern can fail, and ours is constant
	}
	for _, name := range names {
		if tag := tagOf(name); tag != sourceTag {
			out = append(out, tag)
		}
	}
	sort.Strings(out[1:])
	return out
})

// tagOf returns the tag in a file name such as fragments/common.zh-Hans.toml.
func tagOf(name string) string {
	base := strings.TrimSuffix(path.Base(name), ".toml")
	return base[strings.LastIndexByte(base, '.')+1:]
}

// LanguageOwnName returns what speakers of a language call it ("Deutsch",
// "简体中文"), or the tag if that is not known.
func LanguageOwnName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return name
	}
	return tag
}

// catalogue holds the messages of one language.
type catalogue struct {
	messages map[ID]*message
	origin   map[ID]string // the file of each message
	faults   []error
}

var catalogues sync.Map // tag -> func() *catalogue

// catalogueOf reads the messages of a language once.
func catalogueOf(tag string) *catalogue {
	load, _ := catalogues.LoadOrStore(tag, sync.OnceValue(func() *catalogue { return readCatalogue(tag) }))
	return load.(func() *catalogue)()
}

func readCatalogue(tag string) *catalogue {
	c := &catalogue{messages: map[ID]*message{}, origin: map[ID]string{}}
	names := []string{"active." + tag + ".toml"}
	fragments, err := fs.Glob(messageFiles, "fragments/*."+tag+".toml")
	if err != nil {
		c.faults = append(c.faults, err)
	}
	for _, name := range append(names, fragments...) {
		if err := c.read(name, tag); err != nil {
			c.faults = append(c.faults, fmt.Errorf("%s: %w", name, err))
		}
	}
	return c
}

func (c *catalogue) read(name, tag string) error {
	b, err := messageFiles.ReadFile(name)
	if err != nil {
		return err
	}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	file, err := bundle.ParseMessageFileBytes(b, "active."+tag+".toml")
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		id := ID(m.ID)
		if c.messages[id] != nil {
			c.faults = append(c.faults, fmt.Errorf("%s: %s is already declared in %s", name, id, c.origin[id]))
			continue
		}
		compiled, err := compileMessage(m)
		if err != nil {
			c.faults = append(c.faults, fmt.Errorf("%s: %s: %w", name, id, err))
			continue
		}
		c.messages[id], c.origin[id] = compiled, name
	}
	return nil
}
