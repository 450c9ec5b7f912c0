// Package lru stands in for a cache under the MPL-2.0 that tessera names for deduplication. Nothing here asks tessera to
// deduplicate, so nothing is ever cached, and everything that is built is under Apache-2.0, BSD or MIT licences.
package lru

import "errors"

// Cache has the methods that tessera calls.
type Cache[K comparable, V any] struct{}

// New refuses: there is no cache.
func New[K comparable, V any](int) (*Cache[K, V], error) {
	return nil, errors.New("deduplication is not part of this program")
}

// PeekOrAdd finds nothing and keeps nothing.
func (*Cache[K, V]) PeekOrAdd(K, V) (previous V, ok, evicted bool) { return previous, false, false }

// Remove removes nothing.
func (*Cache[K, V]) Remove(K) bool { return false }
