package book

import (
	"maps"
	"slices"
	"sync"
)

// Hub tells listeners what has changed, after it is durable. Listeners are
// called one after another, in the order in which they came, on the goroutine
// of the use case: they must be quick and hand long work on.
type Hub struct {
	mu        sync.Mutex
	next      int
	listeners map[int]func([]Change)
}

// Listen calls f for every batch of changes until cancel is called.
func (h *Hub) Listen(f func([]Change)) (cancel func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners == nil {
		h.listeners = map[int]func([]Change){}
	}
	id := h.next
	h.next++
	h.listeners[id] = f
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.listeners, id)
	}
}

// Reload tells the listeners that anything may have changed, as when another
// program wrote to the same file.
func (h *Hub) Reload() { h.publish(Change{Entity: EntityAll}) }

func (h *Hub) publish(changes ...Change) {
	if len(changes) == 0 {
		return
	}
	h.mu.Lock()
	fs := make([]func([]Change), 0, len(h.listeners))
	for _, id := range slices.Sorted(maps.Keys(h.listeners)) {
		fs = append(fs, h.listeners[id])
	}
	h.mu.Unlock()
	for _, f := range fs {
		f(changes)
	}
}
