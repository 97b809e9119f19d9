package sync

import (
	"encoding/json"
	"time"
)

// format is the file that says what a folder is. It can be read by everybody
// and tells nothing of the book.
type format struct {
	Form      int    `json:"dragoman_sync"`
	Least     int    `json:"least"` // the oldest form that may read here
	Workspace string `json:"workspace"`
	Key       string `json:"key"`
}

// manifest is what a copy says of itself.
type manifest struct {
	Workspace string            `json:"workspace"`
	Replica   string            `json:"replica"`
	Label     string            `json:"label"`
	Program   string            `json:"program"`
	Form      int               `json:"form"`
	Seq       uint64            `json:"seq"`
	Floor     uint64            `json:"floor,omitempty"`
	Acks      map[string]uint64 `json:"acks"`
	Wants     []string          `json:"wants,omitempty"`
	Retired   []string          `json:"retired,omitempty"`
	At        time.Time         `json:"at,omitzero"`
}

func (m manifest) encode() ([]byte, error) { return json.Marshal(m) }

func decodeManifest(data []byte) (m manifest, err error) {
	if json.Unmarshal(data, &m) != nil {
		err = errDamaged
	}
	return m, err
}
