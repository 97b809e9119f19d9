package backup

import (
	"errors"
	"testing"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
)

// A passphrase is remembered for its book alone, and a keyring that fails is
// said to fail and never overwrites.
func TestKeys(t *testing.T) {
	keyring.MockInit()
	check(t, Remember("a", "secret"))
	if Recall("a") != "secret" || Recall("b") != "" {
		t.Error("the passphrase is not where it belongs")
	}
	check(t, Forget("a"))
	check(t, Forget("a"))
	if Recall("a") != "" {
		t.Error("it was not forgotten")
	}
	keyring.MockInitWithError(errors.New("locked"))
	defer keyring.MockInit()
	if err := Remember("a", "secret"); book.CodeOf(err) != book.Unsupported {
		t.Error(err)
	}
	if Recall("a") != "" || book.CodeOf(Forget("a")) != book.Unsupported {
		t.Error("a keyring that fails answers")
	}
}
