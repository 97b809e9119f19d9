package keys

import (
	"errors"
	"slices"
	"strings"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
)

// service is the name under which the system's keyring keeps our keys, and
// logins the one for the names and passwords of servers.
const (
	service = "Dragoman shared books"
	logins  = "Dragoman sync servers"
)

// mostSecrets is how many keys of a book are kept: the present one and those it
// had before. The keyring of Windows takes 2,560 bytes.
const mostSecrets = 32

// missing is the error of a keyring that does not answer.
func missing(op string, err error) error {
	return &book.Error{Op: op, Code: book.Unsupported, Detail: "keyring", Err: err}
}

// Recall returns the secrets of a shared book, the present one first; none when
// it was never kept here. It is Unsupported when the keyring does not answer:
// then the code has to be asked for, and what is there is not touched.
func Recall(workspace string) ([]Secret, error) {
	text, err := keyring.Get(service, workspace)
	if errors.Is(err, keyring.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, missing("sync.recall", err)
	}
	var out []Secret
	for _, code := range strings.Fields(text) {
		s, err := Parse(code)
		if err != nil {
			return nil, missing("sync.recall", err) // damaged: as good as none, and left as it is
		}
		out = append(out, s)
	}
	return out, nil
}

// Remember puts a secret into the keyring as the present one of a shared book.
// Those that are there stay behind it. Nothing is written when what is there
// cannot be read.
func Remember(workspace string, s Secret) error {
	old, err := Recall(workspace)
	if err != nil {
		return err
	}
	if len(old) > 0 && old[0] == s {
		return nil
	}
	all := append([]Secret{s}, slices.DeleteFunc(old, func(o Secret) bool { return o == s })...)
	var codes []string
	for _, x := range all[:min(len(all), mostSecrets)] {
		codes = append(codes, x.Code())
	}
	if err := keyring.Set(service, workspace, strings.Join(codes, " ")); err != nil {
		return missing("sync.remember", err)
	}
	return nil
}

// Forget takes the keys of a shared book out of the keyring, when it is left.
func Forget(workspace string) error {
	err := keyring.Delete(service, workspace)
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return missing("sync.forget", err)
}

// Login is what a server asks for.
type Login struct{ User, Password string }

// SetLogin keeps what a server asks for; the zero Login takes it out.
func SetLogin(workspace string, l Login) error {
	if l == (Login{}) {
		err := keyring.Delete(logins, workspace)
		if err == nil || errors.Is(err, keyring.ErrNotFound) {
			return nil
		}
		return missing("sync.login", err)
	}
	if err := keyring.Set(logins, workspace, l.User+"\n"+l.Password); err != nil {
		return missing("sync.login", err)
	}
	return nil
}

// LoginOf returns what was kept for a server, or the zero Login.
func LoginOf(workspace string) Login {
	text, err := keyring.Get(logins, workspace)
	if err != nil {
		return Login{} // whoever needs it asks for it
	}
	user, password, _ := strings.Cut(text, "\n")
	return Login{user, password}
}
