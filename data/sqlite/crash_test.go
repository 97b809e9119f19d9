package sqlite

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

// Tests start this program again as a child that works on a book until it is
// killed; these variables tell it what to do.
const (
	childWork = "DRAGOMAN_TEST_WORK"
	childBook = "DRAGOMAN_TEST_BOOK"
)

// group is how many customers a child brings in with one transaction.
const group = 150

// paired is the tag of the customers who are edited two at a time.
const paired = "paired"

// child does the work of a child process and reports whether this is one.
func child() bool {
	work := os.Getenv(childWork)
	if work == "" {
		return false
	}
	if work == "look" {
		lookOnly(os.Getenv(childBook))
		return true
	}
	f, err := Open(ctx, os.Getenv(childBook), Options{})
	if err != nil {
		fmt.Println("refused", book.CodeOf(err))
		return true
	}
	fmt.Println("ready")
	seed := uint64(time.Now().UnixNano())
	for k := 0; ; k++ {
		name := fmt.Sprintf("%d-%d", seed, k)
		switch work {
		case "import":
			err = importGroup(f, seed+uint64(k), name)
		case "edit":
			err = editPair(f, k, name)
		case "attach":
			err = attachOne(f, k, name)
		case "erase":
			err = eraseSecret(f)
		}
		if err != nil {
			fmt.Println("failed", err)
			return true
		}
		fmt.Println("done", name)
	}
}

func importGroup(f *File, seed uint64, name string) error {
	_, err := f.Write(ctx, book.Operation{Kind: book.OpImport, Detail: name}, func(tx book.Tx) error {
		var first error
		invent(rand.New(rand.NewPCG(seed, 1)), group, func(c book.Customer) {
			c.Tags = []string{name}
			if first == nil {
				first = tx.PutCustomer(ctx, c)
			}
		})
		return first
	})
	return err
}

// editPair gives two customers the same city, and each a note about it.
func editPair(f *File, k int, city string) error {
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{paired}})
	if err != nil {
		return err
	}
	a, b := ids[k%20], ids[39-k%20]
	_, err = f.Write(ctx, book.Operation{Kind: book.OpCustomerEdit, Detail: city}, func(tx book.Tx) error {
		for _, id := range []book.ID{a, b} {
			c, err := tx.Customer(ctx, id)
			if err != nil {
				return err
			}
			c.City = city
			if err := tx.PutCustomer(ctx, c); err != nil {
				return err
			}
			if err := tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: id, Text: city}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// attachOne attaches a file to one of the pairs: the content, then the row.
func attachOne(f *File, k int, content string) error {
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{paired}})
	if err != nil {
		return err
	}
	hash, size, err := f.KeepFile(ctx, strings.NewReader(strings.Repeat(content, 20_000)), 1<<30, nil)
	if err != nil {
		return err
	}
	_, err = f.Write(ctx, book.Operation{Kind: book.OpAttach, Detail: content}, func(tx book.Tx) error {
		return tx.PutAttachment(ctx, book.Attachment{
			ID: book.NewID(), CustomerID: ids[k%len(ids)], OwnerKind: book.OfCustomer, Name: content, Size: size, Hash: hash,
		})
	})
	return err
}

// attached fails when an attachment is without its content, or its content is
// not what its hash says.
func attached(t *testing.T, f *File) (n int) {
	t.Helper()
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{paired}})
	check(t, err)
	for _, id := range ids {
		as, err := f.Attachments(ctx, id)
		check(t, err)
		for _, a := range as {
			path, err := f.FilePath(a.Hash)
			check(t, err)
			data, err := os.ReadFile(path)
			check(t, err)
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != a.Hash || int64(len(data)) != a.Size {
				t.Errorf("the content of %s is another", a.Name)
			}
			n++
		}
	}
	return n
}

// killed starts a child, lets it work for a moment, kills it and returns what
// it reported as done.
func killed(t *testing.T, path, work string, after time.Duration) []string {
	t.Helper()
	exe, err := os.Executable()
	check(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childWork+"="+work, childBook+"="+path)
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil || first != "ready\n" {
		t.Fatalf("child said %q, %v", first, err)
	}
	time.Sleep(after)
	check(t, cmd.Process.Kill())
	rest, err := io.ReadAll(lines)
	check(t, err)
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	var done []string
	for _, l := range strings.Split(string(rest), "\n") {
		if strings.HasPrefix(l, "failed") {
			t.Fatal(l)
		}
		if d, ok := strings.CutPrefix(l, "done "); ok {
			done = append(done, d)
		}
	}
	return done
}

// Killed in the middle of imports, of edits and of attaching, sixty times: the book opens,
// Check has nothing to say, a transaction is whole or absent, and none is lost
// that was reported as done.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	path := closedBook(t, 0)
	f, err := Open(ctx, path, Options{})
	check(t, err)
	for range 40 {
		c := named("One of a pair")
		c.Tags = []string{paired}
		put(t, f, c)
	}
	check(t, f.Close())
	r := rand.New(rand.NewPCG(7, 7))
	reported, files := 0, 0
	for round := range 60 {
		work := []string{"import", "edit", "attach"}[round%3]
		done := killed(t, path, work, time.Duration(2+r.IntN(90))*time.Millisecond)
		reported += len(done)
		f, err := Open(ctx, path, Options{Exclusive: true})
		check(t, err)
		clean(t, f)
		ops, err := f.Operations(ctx, 1_000_000)
		check(t, err)
		there := map[string]bool{}
		for _, o := range ops {
			there[o.Detail] = true
		}
		for _, d := range done {
			if !there[d] {
				t.Errorf("round %d: %s was reported as done and is not there", round, d)
			}
		}
		whole(t, f)
		files = attached(t, f)
		check(t, f.Close())
	}
	t.Logf("%d transactions reported in 60 rounds, %d attachments", reported, files)
	if reported == 0 || files == 0 {
		t.Error("nothing was written")
	}
}

// whole fails when a group or a pair is there in part.
func whole(t *testing.T, f *File) {
	t.Helper()
	facets, err := f.Facets(ctx)
	check(t, err)
	for _, x := range facets.Tags {
		if strings.Contains(x.Value, "-") && x.Count != group {
			t.Errorf("group %s has %d of %d customers", x.Value, x.Count, group)
		}
	}
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{paired}})
	check(t, err)
	for i := range 20 {
		a, b := get(t, f, ids[i]), get(t, f, ids[39-i])
		if a.City != b.City {
			t.Errorf("pair %d is torn: %q and %q", i, a.City, b.City)
		}
	}
}

// A book in a folder that takes no files can be read, is said to be read-only,
// and stays as it is.
func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no such permission there")
	}
	// Not t.TempDir: the other user must get through to it.
	dir, err := os.MkdirTemp("", "dragoman-ro-*")
	check(t, err)
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "book.dragoman")
	move(t, closedBook(t, 5), path)
	exe := filepath.Join(dir, "child")
	self, err := os.Executable()
	check(t, err)
	program, err := os.ReadFile(self)
	check(t, err)
	check(t, os.WriteFile(exe, program, 0o755))
	check(t, os.Chmod(path, 0o666))
	check(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childWork+"=open", childBook+"="+path)
	if os.Geteuid() == 0 && !asNobody(cmd) {
		t.Skip("this user may write everywhere")
	}
	before, err := os.ReadFile(path)
	check(t, err)
	out, err := cmd.CombinedOutput()
	check(t, err)
	if string(out) != "refused read_only\n" {
		t.Fatalf("%s", out)
	}
	cmd = exec.Command(exe)
	cmd.Env = append(os.Environ(), childWork+"=look", childBook+"="+path)
	if os.Geteuid() == 0 {
		asNobody(cmd)
	}
	if out, err = cmd.CombinedOutput(); err != nil || string(out) != "5 customers\n" {
		t.Fatalf("%s %v", out, err)
	}
	after, err := os.ReadFile(path)
	check(t, err)
	if string(before) != string(after) {
		t.Error("the file was changed")
	}
}

// lookOnly opens a book read-only, as a child, and counts.
func lookOnly(path string) {
	f, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		fmt.Println("refused", err)
		return
	}
	n, err := f.CountCustomers(ctx, book.CustomerFilter{})
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	fmt.Println(n, "customers")
	if err := f.Close(); err != nil {
		fmt.Println("failed", err)
	}
}
