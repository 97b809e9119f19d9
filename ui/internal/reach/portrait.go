package reach

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/personname"
)

// NameParts hands the parts of a name to the rules for names. A name of which
// only the whole is known is taken apart where that is certain.
func NameParts(n book.Name) personname.Name {
	p := counsel.NameOf(n)
	if n.Given != "" || n.Family != "" {
		return p
	}
	whole := personname.Split(n.Full, p.Locale)
	whole.Order = p.Order
	return whole
}

// Portrait gives the letters for a portrait without a picture, for a reader's
// language, and the language whose letter shapes they take. languages are
// those that the customer uses, best first.
func Portrait(reader string, kind book.Kind, n book.Name, languages []string) (letters, lang string) {
	p := NameParts(n)
	hint := ""
	if len(languages) > 0 {
		hint = languages[0]
	}
	lang = personname.DeriveLocale(p, hint)
	if kind == book.Organisation {
		for _, r := range n.Full {
			return strings.ToUpper(string(r)), lang
		}
		return "", lang
	}
	p.Locale = lang
	return personname.Monogram(reader, p), lang
}
