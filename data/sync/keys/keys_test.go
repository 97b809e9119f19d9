package keys

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/zalando/go-keyring"
	"pgregory.net/rapid"

	"dragoman/data/book"
)

var secrets = rapid.Custom(func(t *rapid.T) (s Secret) {
	copy(s[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "secret"))
	return s
})

// faultOf is what Parse finds wrong.
func faultOf(text string) (string, *Fault) {
	_, err := Parse(text)
	var e *book.Error
	var f *Fault
	if !errors.As(err, &e) || !errors.As(err, &f) {
		return "", nil
	}
	return e.Detail, f
}

func TestACodeIsReadAsItIsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := secrets.Draw(t, "s")
		code := s.Code()
		if len(code) != Want+groups-1 {
			t.Fatalf("%q", code)
		}
		for _, typed := range []string{
			code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " – "), "\t" + code + "\n",
			strings.NewReplacer("0", "o", "1", "l").Replace(code), full(code),
		} {
			if got, err := Parse(typed); err != nil || got != s {
				t.Fatalf("%q: %v", typed, err)
			}
		}
	})
}

// full writes a code in full-width signs, as an input method for Chinese does.
func full(code string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, code)
}

func TestAMistypedSignIsFoundAndSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(strings.ReplaceAll(secrets.Draw(t, "s").Code(), "-", ""))
		at := rapid.IntRange(0, Want-1).Draw(t, "at")
		other := signs[rapid.IntRange(0, 31).Draw(t, "other")]
		if code[at] == other {
			return
		}
		code[at] = other
		detail, f := faultOf(string(code))
		if detail != "code_group" || !slices.Equal(f.Groups, []int{at/5 + 1}) {
			t.Fatalf("a wrong sign at %d: %s %+v", at, detail, f)
		}
	})
}

func TestSignsAndGroupsThatChangedPlacesAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(strings.ReplaceAll(secrets.Draw(t, "s").Code(), "-", ""))
		a, b := rapid.IntRange(0, Want-1).Draw(t, "a"), rapid.IntRange(0, Want-1).Draw(t, "b")
		if a/5 == b/5 && code[a] != code[b] {
			swapped := slices.Clone(code)
			swapped[a], swapped[b] = code[b], code[a]
			if d, _ := faultOf(string(swapped)); d == "" {
				t.Fatalf("%s is taken for %s", swapped, code)
			}
		}
		g, h := rapid.IntRange(0, groups-1).Draw(t, "g"), rapid.IntRange(0, groups-1).Draw(t, "h")
		if one, two := code[g*5:g*5+5], code[h*5:h*5+5]; !bytes.Equal(one, two) {
			swapped := slices.Clone(code)
			copy(swapped[g*5:], two)
			copy(swapped[h*5:], one)
			if _, f := faultOf(string(swapped)); f == nil || !slices.Contains(f.Groups, g+1) || !slices.Contains(f.Groups, h+1) {
				t.Fatalf("%s: %+v", swapped, f)
			}
		}
	})
}

func TestWhatElseIsTyped(t *testing.T) {
	code := Secret{1, 2, 3}.Code()
	other := Secret{3, 2, 1}.Code()
	for typed, want := range map[string]string{
		"":                         "code_short",
		code[:17]:                  "code_short",
		code + "0":                 "code_long",
		"U" + code[1:]:             "code_sign",
		"客户":                       "code_sign",
		code[:12] + other[12:]:     "code_whole", // two halves, each right
		"00000" + code[5:]:         "code_group",
		code[:6] + "0000" + "":     "code_short",
		strings.Repeat("0", Want):  "code_group",
		strings.Repeat("z", 99999): "code_long",
	} {
		if d, f := faultOf(typed); d != want || f == nil {
			t.Errorf("%.40q is %q, want %q", typed, d, want)
		}
	}
}

// TestTheCodeOfASecretNeverChanges: a code that somebody wrote down opens the
// same key in every version of the program.
func TestTheCodeOfASecretNeverChanges(t *testing.T) {
	s := Secret{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	id, err := s.Identity()
	if err != nil {
		t.Fatal(err)
	}
	const code, recipient = "000GC-40R4Y-0M301-E209M-185G2-R38EE-1ZZCB", "age1fze2thva9dn5wradaxz2df2z0xtkl58tj0m7vfkvpgd8xk2q8uvqv4argq"
	if got := s.Code(); got != code || id.Recipient().String() != recipient {
		t.Errorf("%s %s", got, id.Recipient())
	}
}

func TestTheKeyOpensWhatItClosed(t *testing.T) {
	a, b := New(), New()
	if a == b {
		t.Fatal("two secrets are one")
	}
	k, err := Keys([]Secret{a, b})
	if err != nil || k.Own == nil || len(k.Old) != 1 {
		t.Fatal(k, err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, k.Own.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "客户"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Parse(a.Code())
	if err != nil {
		t.Fatal(err)
	}
	id, err := again.Identity()
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(&out, id)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || string(text) != "客户" {
		t.Errorf("%q %v", text, err)
	}
}

func TestTheKeyringKeepsWhatWasThere(t *testing.T) {
	keyring.MockInit()
	if got, err := Recall("w"); err != nil || got != nil {
		t.Fatal(got, err)
	}
	a, b := New(), New()
	for _, s := range []Secret{a, a, b, a, b} {
		if err := Remember("w", s); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := Recall("w"); err != nil || !slices.Equal(got, []Secret{b, a}) {
		t.Errorf("%v %v", got, err)
	}
	// What cannot be read is not overwritten.
	if err := keyring.Set(service, "w", "damaged"); err != nil {
		t.Fatal(err)
	}
	if err := Remember("w", a); book.CodeOf(err) != book.Unsupported {
		t.Error(err)
	}
	if text, err := keyring.Get(service, "w"); err != nil || text != "damaged" {
		t.Errorf("it was overwritten: %q %v", text, err)
	}
	if err := errors.Join(Forget("w"), Forget("w")); err != nil {
		t.Error(err)
	}
	if err := SetLogin("w", Login{"lin", "a\nb"}); err != nil || LoginOf("w") != (Login{"lin", "a\nb"}) {
		t.Errorf("%v %v", LoginOf("w"), err)
	}
	if err := errors.Join(SetLogin("w", Login{}), SetLogin("w", Login{})); err != nil || LoginOf("w") != (Login{}) {
		t.Error(err)
	}
	many := make([]Secret, 40)
	for i := range many {
		many[i] = Secret{byte(i)}
		if err := Remember("w", many[i]); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := Recall("w"); err != nil || len(got) != mostSecrets || got[0] != many[39] {
		t.Errorf("%d %v", len(got), err)
	}
	if text, _ := keyring.Get(service, "w"); len(text) > 2560 {
		t.Errorf("%d bytes, which the keyring of Windows does not take", len(text))
	}
	keyring.MockInitWithError(errors.New("locked"))
	if _, err := Recall("w"); book.CodeOf(err) != book.Unsupported {
		t.Error(err)
	}
	if err := Remember("w", a); book.CodeOf(err) != book.Unsupported {
		t.Error(err)
	}
	if LoginOf("w") != (Login{}) {
		t.Error("a login out of nowhere")
	}
	keyring.MockInit()
}
