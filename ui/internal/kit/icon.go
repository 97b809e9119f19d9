package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"dragoman/assets"
)

// IconName names one of our line icons.
type IconName string

// The icons.
const (
	IconToday        IconName = "today"
	IconPeople       IconName = "people"
	IconPerson       IconName = "person"
	IconBuilding     IconName = "building"
	IconCalendar     IconName = "calendar"
	IconCheck        IconName = "check"
	IconTasks        IconName = "tasks"
	IconSales        IconName = "sales"
	IconCulture      IconName = "culture"
	IconTraining     IconName = "training"
	IconInsights     IconName = "insights"
	IconSettings     IconName = "settings"
	IconSync         IconName = "sync"
	IconSearch       IconName = "search"
	IconPlus         IconName = "plus"
	IconPhone        IconName = "phone"
	IconMail         IconName = "mail"
	IconChat         IconName = "chat"
	IconCopy         IconName = "copy"
	IconTrash        IconName = "trash"
	IconUndo         IconName = "undo"
	IconImport       IconName = "import"
	IconExport       IconName = "export"
	IconChevronLeft  IconName = "chevron-left"
	IconChevronRight IconName = "chevron-right"
	IconChevronUp    IconName = "chevron-up"
	IconChevronDown  IconName = "chevron-down"
	IconClose        IconName = "close"
	IconStar         IconName = "star"
	IconWarning      IconName = "warning"
	IconInfo         IconName = "info"
	IconClock        IconName = "clock"
	IconGift         IconName = "gift"
	IconMoon         IconName = "moon" // a day that begins at sunset
	IconList         IconName = "list"
	IconCards        IconName = "cards"
	IconNote         IconName = "note"
	IconTag          IconName = "tag"
	IconLink         IconName = "link"
	IconPin          IconName = "pin"
	IconHistory      IconName = "history"
	IconMore         IconName = "more"
	IconFilter       IconName = "filter"
	IconFolder       IconName = "folder"
	IconLock         IconName = "lock"
	IconRepeat       IconName = "repeat"
	IconSnooze       IconName = "snooze"
	IconBook         IconName = "book"
	IconExternal     IconName = "external"
)

// iconCache holds the coloured drawings; there are few.
var iconCache = map[string]fyne.Resource{}

// iconResource draws an icon in a colour. The colour is part of the name,
// because the toolkit caches pictures by name.
func iconResource(name IconName, c color.Color) fyne.Resource {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
	key := string(name) + hex[1:] + ".svg"
	if r, ok := iconCache[key]; ok {
		return r
	}
	data, err := assets.Icon(string(name))
	if err != nil {
		fyne.LogError("icon", err)
		return nil
	}
	r := fyne.NewStaticResource(key, bytes.ReplaceAll(data, []byte("#000000"), []byte(hex)))
	iconCache[key] = r
	return r
}

// Icon is a line drawing in a token's colour.
type Icon struct {
	widget.BaseWidget
	name IconName
	tok  Token
	size float32
}

// NewIcon makes an icon; size is its edge at text scale 1.
func NewIcon(name IconName, tok Token, size float32) *Icon {
	i := &Icon{name: name, tok: tok, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes drawing and colour.
func (i *Icon) Set(name IconName, tok Token) {
	if i.name == name && i.tok == tok {
		return
	}
	i.name, i.tok = name, tok
	i.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (i *Icon) MinSize() fyne.Size { return fyne.NewSquareSize(Scaled(i.size)) }

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	i.ExtendBaseWidget(i)
	img := &canvas.Image{FillMode: canvas.ImageFillContain}
	return newRenderer(i, []fyne.CanvasObject{img}, i.MinSize,
		func(s fyne.Size) {
			e := Scaled(i.size)
			img.Resize(fyne.NewSquareSize(e))
			img.Move(fyne.NewPos((s.Width-e)/2, (s.Height-e)/2))
		},
		func() {
			img.Resource = nil
			if i.name != "" {
				img.Resource = iconResource(i.name, Color(i.tok))
			}
			img.Hidden = img.Resource == nil
			img.Refresh()
		})
}
