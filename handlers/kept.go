package handlers

import (
	"container/list"
	"sync"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// kept keeps what was read of articles or of their claims, each for as long as
// its stamp holds: every act leaves an event of its article, whichever process
// does it. Who may see an article is asked with its stamp, every time. What is
// kept is shared, so nobody changes it. The zero kept is empty.
type kept[T any] struct {
	mu     sync.Mutex
	held   map[models.ID]*list.Element
	order  list.List // of *keptOne[T], the one used last in front
	weight int
}

type keptOne[T any] struct {
	stamp  store.Stamp
	of     T
	weight int
}

// get returns what was put under the stamp; ok is false when there is nothing,
// or something that no longer holds.
func (k *kept[T]) get(stamp store.Stamp) (of T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.held[stamp.ID]
	if e == nil {
		return of, false
	}
	one, _ := e.Value.(*keptOne[T])
	if one.stamp != stamp {
		return of, false
	}
	k.order.MoveToFront(e)
	return one.of, true
}

// put keeps what was read after the stamp, in place of what was kept of the
// same before, and drops what was not used for longest when all together
// weighs more than most.
func (k *kept[T]) put(stamp store.Stamp, of T, weight, most int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil {
		k.held = map[models.ID]*list.Element{}
	}
	if e := k.held[stamp.ID]; e != nil {
		k.drop(e)
	}
	k.held[stamp.ID] = k.order.PushFront(&keptOne[T]{stamp, of, weight})
	k.weight += weight
	for k.weight > most {
		k.drop(k.order.Back())
	}
}

func (k *kept[T]) drop(e *list.Element) {
	one, _ := k.order.Remove(e).(*keptOne[T])
	delete(k.held, one.stamp.ID)
	k.weight -= one.weight
}
