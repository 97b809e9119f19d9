package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/device"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

func TestALockIsSetChangedAndTakenAway(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := newLockCard(env)
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { return c.card })
	top := func() fyne.CanvasObject {
		if o := w.Canvas().Overlays().Top(); o != nil {
			return o
		}
		return w.Content()
	}
	press := func(id locales.ID) {
		t.Helper()
		screentest.Tap(t, top(), env.T(id, nil))
	}
	fill := func(texts ...string) {
		t.Helper()
		screentest.Each(top(), func(o fyne.CanvasObject) {
			if e, ok := o.(*kit.Entry); ok && len(texts) > 0 {
				e.SetText(texts[0])
				texts = texts[1:]
			}
		})
		if len(texts) > 0 {
			t.Fatalf("there are no fields for %d texts", len(texts))
		}
	}
	press("lock.set")
	fill("abc", "abc")
	press("common.save")
	fill("abcd", "abce")
	press("common.save")
	if sh.Kept.Lock.On() {
		t.Fatal("a short or misspelt passphrase was taken")
	}
	fill("abcd", "abcd")
	press("common.save")
	if l := sh.Kept.Lock; !l.Opens("abcd") || l.After != 10 {
		t.Fatalf("kept %+v", l)
	}
	c.setAfter("30")
	if sh.Kept.Lock.After != 30 || !sh.Kept.Lock.Opens("abcd") {
		t.Errorf("kept %+v", sh.Kept.Lock)
	}
	press("lock.remove")
	fill("wrong")
	press("lock.go_on")
	if !sh.Kept.Lock.On() {
		t.Fatal("it went without the passphrase")
	}
	fill("abcd")
	press("lock.go_on")
	if sh.Kept.Lock.On() {
		t.Error("it is still there")
	}
}

func TestTheCardSaysWhatProtectsTheDisk(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	sh.Kept.Lock = prefs.Lock{}
	c := newLockCard(env)
	for _, x := range []struct {
		disk device.Disk
		want locales.ID
	}{
		{device.Disk{}, "lock.disk_unknown"},
		{device.Disk{Known: true, By: "FileVault"}, "lock.disk_off"},
		{device.Disk{Known: true, Encrypted: true, By: "BitLocker"}, "lock.disk_on"},
	} {
		c.disk = x.disk
		c.render()
		if !screentest.Shown(c.card, env.T(x.want, locales.V{"Name": x.disk.By})) {
			t.Errorf("%+v is not said", x.disk)
		}
	}
}
