package backup

import (
	"errors"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
)

// service is the name under which the system's keyring keeps our passphrases.
const service = "Dragoman backups"

// Remember puts the passphrase of a book's backups into the system's keyring.
// It is Unsupported where there is none or it stays locked.
func Remember(mark book.ID, passphrase string) error {
	if err := keyring.Set(service, string(mark), passphrase); err != nil {
		return &book.Error{Op: "backup.remember", Code: book.Unsupported, Detail: "keyring", Err: err}
	}
	return nil
}

// Recall returns the passphrase that was remembered, or "".
func Recall(mark book.ID) string {
	p, err := keyring.Get(service, string(mark))
	if err != nil {
		return "" // whoever needs it asks for it
	}
	return p
}

// Forget takes the passphrase out of the keyring.
func Forget(mark book.ID) error {
	err := keyring.Delete(service, string(mark))
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return &book.Error{Op: "backup.forget", Code: book.Unsupported, Detail: "keyring", Err: err}
}
