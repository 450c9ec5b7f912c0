package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/gowebpki/jcs"
	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	tlogproof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
)

const (
	fetchWorkers = 4
	// A witness's clock may be this much ahead of ours.
	clockTolerance = 5 * time.Minute
)

var hasher = rfc6962.DefaultHasher

// result is what verify writes to stdout.
type result struct {
	Ok        bool              `json:"ok"`
	Origin    string            `json:"origin"`
	Size      uint64            `json:"size"`
	Root      string            `json:"root"`
	Witnesses map[string]string `json:"witnesses"`
	Checks    []check           `json:"checks"`
}

type check struct {
	Name   string `json:"name"`
	Ok     bool   `json:"ok"`
	Detail string `json:"detail"`
	Ms     int64  `json:"ms"`
}

// verification is one run; each check fills in what the later ones need.
type verification struct {
	address  string
	http     *http.Client
	fetcher  fsck.Fetcher
	oldPath  string
	policyAt string

	policy *policy
	raw    []byte
	origin string
	head   *log.Checkpoint
	old    *log.Checkpoint
	// Roots that the entries make, by size; leaves by index. Only those that are asked for below.
	roots  map[uint64][]byte
	leaves map[uint64][]byte

	result result
	failed map[string]bool
}

func verify(arguments []string) error {
	flags := flag.NewFlagSet("verify", flag.ExitOnError)
	address := flags.String("log", "", "where the log is: http(s)://…/log/books or file:///folder")
	policyAt := flags.String("policy", "", "the tlog-policy: a file or an address")
	old := flags.String("old", "", "a checkpoint that was verified before: the log must continue it")
	save := flags.String("save", "", "where to keep the checkpoint if everything is right, for the next -old")
	without := flags.String("without", "", "checks that are left out, with commas between")
	token := flags.String("token", "", "a file with the bearer token for logs that are not open to everybody")
	timeout := flags.Duration("timeout", time.Minute, "how long everything may take")
	_ = flags.Parse(arguments)
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	v := &verification{
		address: strings.TrimSuffix(*address, "/"), oldPath: *old, policyAt: *policyAt,
		roots: map[uint64][]byte{}, leaves: map[uint64][]byte{}, failed: map[string]bool{},
	}
	if err := v.connect(*token, *timeout); err != nil {
		return err
	}
	leftOut := strings.Split(*without, ",")
	for _, one := range []struct {
		name string
		run  func(context.Context) (string, error)
		need string
	}{
		{"policy", v.checkPolicy, ""},
		{"checkpoint", v.checkCheckpoint, "policy"},
		{"cosignatures", v.checkCosignatures, "checkpoint"},
		{"quorum", v.checkQuorum, "checkpoint"},
		{"entries", v.checkEntries, "checkpoint"},
		{"tiles", v.checkTiles, "checkpoint"},
		{"inclusion", v.checkInclusion, "entries"},
		{"consistency", v.checkConsistency, "entries"},
		{"receipts", v.checkReceipts, "entries"},
		{"prefixes", v.checkPrefixes, "entries"},
	} {
		if slices.Contains(leftOut, one.name) {
			continue
		}
		from := time.Now()
		if one.need != "" && v.failed[one.need] {
			v.report(one.name, "", fmt.Errorf("not checked, because of %s", one.need), 0)
			continue
		}
		detail, err := one.run(ctx)
		v.report(one.name, detail, err, time.Since(from))
	}
	v.result.Ok = len(v.failed) == 0
	if err := printJSON(v.result); err != nil {
		return err
	}
	if !v.result.Ok {
		return fmt.Errorf("%s failed", strings.Join(slices.Sorted(maps.Keys(v.failed)), ", "))
	}
	if *save != "" {
		return os.WriteFile(*save, v.raw, 0o644)
	}
	return nil
}

func (v *verification) report(name, detail string, err error, took time.Duration) {
	word := "ok  "
	if err != nil {
		word, detail, v.failed[name] = "FAIL", err.Error(), true
	}
	if len(detail) > 500 {
		detail = detail[:500] + "…"
	}
	fmt.Fprintf(os.Stderr, "%s %-12s %s\n", word, name, strings.ReplaceAll(detail, "\n", " "))
	v.result.Checks = append(v.result.Checks, check{name, err == nil, detail, took.Milliseconds()})
}

// connect makes what the log is read with.
func (v *verification) connect(tokenPath string, timeout time.Duration) error {
	at, err := url.Parse(v.address)
	if err != nil {
		return err
	}
	token := []byte{}
	if tokenPath != "" {
		if token, err = os.ReadFile(tokenPath); err != nil {
			return err
		}
	}
	v.http = newClient(timeout, at.Host, strings.TrimSpace(string(token)))
	switch at.Scheme {
	case "file":
		v.fetcher = client.FileFetcher{Root: at.Path}
	case "http", "https":
		v.fetcher, err = client.NewHTTPFetcher(at, v.http)
	default:
		err = fmt.Errorf("-log is an address that begins with http, https or file, not %q", v.address)
	}
	return err
}

// pinned gives the checkpoint that was verified, however far the log has grown since.
type pinned struct {
	fsck.Fetcher
	checkpoint []byte
}

func (p pinned) ReadCheckpoint(context.Context) ([]byte, error) { return p.checkpoint, nil }

func (v *verification) checkPolicy(ctx context.Context) (string, error) {
	text, err := read(ctx, v.http, v.policyAt)
	if err == nil {
		v.policy, err = parsePolicy(text)
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d logs, %d witnesses", len(v.policy.logs), len(v.policy.witnesses)), nil
}

// parseCheckpoint verifies the log's signature, and with keys of witnesses that no signature of theirs is wrong.
func (v *verification) parseCheckpoint(raw []byte) (*log.Checkpoint, *note.Note, error) {
	origin := originOf(raw)
	key, err := v.policy.logOf(origin)
	if err != nil {
		return nil, nil, err
	}
	head, rest, opened, err := log.ParseCheckpoint(raw, origin, key, v.policy.witnesses...)
	if err != nil {
		return nil, nil, err
	}
	if len(rest) > 0 {
		return nil, nil, fmt.Errorf("it has extension lines: %q", rest)
	}
	if len(head.Hash) != hasher.Size() {
		return nil, nil, fmt.Errorf("its root has %d bytes", len(head.Hash))
	}
	return head, opened, nil
}

func (v *verification) checkCheckpoint(ctx context.Context) (string, error) {
	raw, err := v.fetcher.ReadCheckpoint(ctx)
	if err != nil {
		return "", err
	}
	v.origin = originOf(raw)
	key, err := v.policy.logOf(v.origin)
	if err != nil {
		return "", err
	}
	head, _, _, err := log.ParseCheckpoint(raw, v.origin, key)
	if err != nil {
		return "", err
	}
	v.raw, v.head = raw, head
	v.result.Origin, v.result.Size, v.result.Root = head.Origin, head.Size, hex.EncodeToString(head.Hash)
	if v.oldPath != "" {
		raw, err := os.ReadFile(v.oldPath)
		if err != nil {
			return "", err
		}
		if v.old, _, _, err = log.ParseCheckpoint(raw, v.origin, key); err != nil {
			return "", fmt.Errorf("the old checkpoint: %w", err)
		}
		if v.old.Size > head.Size {
			return "", fmt.Errorf("the log had %d entries, and has %d now", v.old.Size, head.Size)
		}
	}
	return fmt.Sprintf("%s, %d entries, root %x", head.Origin, head.Size, head.Hash), nil
}

func (v *verification) checkCosignatures(context.Context) (string, error) {
	_, opened, err := v.parseCheckpoint(v.raw)
	if err != nil {
		return "", err
	}
	v.result.Witnesses = map[string]string{}
	for _, signature := range opened.Sigs {
		if signature.Name == v.origin {
			continue
		}
		at, err := fnote.CoSigV1Timestamp(signature)
		if err != nil {
			return "", fmt.Errorf("%s: %w", signature.Name, err)
		}
		if at.Unix() <= 0 || time.Until(at) > clockTolerance {
			return "", fmt.Errorf("%s cosigned at %s", signature.Name, at)
		}
		v.result.Witnesses[signature.Name] = at.UTC().Format(time.RFC3339)
	}
	return fmt.Sprintf("%d of the %d witnesses, and %d signatures of others", len(v.result.Witnesses),
		len(v.policy.witnesses), len(opened.UnverifiedSigs)), nil
}

func (v *verification) checkQuorum(context.Context) (string, error) {
	if !v.policy.quorum.Satisfied(v.raw) {
		return "", errors.New("too few of the policy's witnesses have cosigned")
	}
	return fmt.Sprintf("%d of %d groups or witnesses are enough", v.policy.quorum.N, len(v.policy.quorum.Components)), nil
}

// checkTiles hashes all entries and compares every tile, with tessera's fsck.
func (v *verification) checkTiles(ctx context.Context) (string, error) {
	key, err := v.policy.logOf(v.origin)
	if err != nil {
		return "", err
	}
	from := pinned{v.fetcher, v.raw}
	checker := fsck.New(v.origin, key, from, leafHashes, fsck.Opts{N: fetchWorkers})
	done := make(chan error, 1)
	// With as many wrong tiles as workers, fsck waits for ever: its answer counts only if it comes in time.
	go func() { done <- checker.Check(ctx) }()
	select {
	case err = <-done:
	case <-ctx.Done():
		err = fmt.Errorf("fsck did not come to an end: %w", ctx.Err())
	}
	if err != nil {
		return "", err
	}
	status := checker.Status()
	for _, tiles := range append(status.TileRanges, status.EntryRanges) {
		for _, some := range tiles {
			if some.State != fsck.OK {
				return "", fmt.Errorf("%d resources from %d on are %s", some.N, some.First, some.State)
			}
		}
	}
	return fmt.Sprintf("%d resources, %d bytes", status.ResourcesFetched, status.BytesFetched), nil
}

func leafHashes(bundle []byte) ([][]byte, error) {
	entries, err := entriesOf(bundle)
	if err != nil {
		return nil, err
	}
	hashes := make([][]byte, 0, len(entries))
	for _, entry := range entries {
		hashes = append(hashes, hasher.HashLeaf(entry))
	}
	return hashes, nil
}

func entriesOf(bundle []byte) ([][]byte, error) {
	read := api.EntryBundle{}
	if err := read.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	return read.Entries, nil
}

// leaf is what each entry of a Hubgraph log says beside its content.
type leaf struct {
	V     int    `json:"v"`
	Node  string `json:"node"`
	Log   string `json:"log"`
	Seq   uint64 `json:"seq"`
	Index int    `json:"index"`
}

// checkEntries reads every entry once: canonical JSON, of this log, in order; and the root that all of them make.
func (v *verification) checkEntries(ctx context.Context) (string, error) {
	sizes, indexes := v.samples()
	tree := (&compact.RangeFactory{Hash: hasher.HashChildren}).NewEmptyRange(0)
	last := leaf{Seq: 0, Index: -1}
	for bundle, err := range v.bundles(ctx) {
		if err != nil {
			return "", err
		}
		entries, err := entriesOf(bundle.Data)
		if err != nil {
			return "", err
		}
		first, count := bundle.RangeInfo.First, bundle.RangeInfo.N
		if uint(len(entries)) < first+count {
			return "", fmt.Errorf("bundle %d has %d entries", bundle.RangeInfo.Index, len(entries))
		}
		for _, entry := range entries[first : first+count] {
			index := tree.End()
			if last, err = v.follows(last, entry, index); err != nil {
				return "", fmt.Errorf("entry %d: %w", index, err)
			}
			if err := tree.Append(hasher.HashLeaf(entry), nil); err != nil {
				return "", err
			}
			if indexes[index] {
				v.leaves[index] = bytes.Clone(entry)
			}
			if sizes[tree.End()] {
				if v.roots[tree.End()], err = tree.GetRootHash(nil); err != nil {
					return "", err
				}
			}
		}
	}
	v.roots[0] = hasher.EmptyRoot()
	if tree.End() != v.head.Size || !bytes.Equal(v.roots[v.head.Size], v.head.Hash) {
		return "", fmt.Errorf("%d entries make the root %x", tree.End(), v.roots[tree.End()])
	}
	return fmt.Sprintf("%d are canonical JSON and make the root", v.head.Size), nil
}

func (v *verification) bundles(ctx context.Context) func(func(client.Bundle, error) bool) {
	if v.head.Size == 0 {
		return func(func(client.Bundle, error) bool) {}
	}
	size := func(context.Context) (uint64, error) { return v.head.Size, nil }
	return client.EntryBundles(ctx, fetchWorkers, size, v.fetcher.ReadEntryBundle, 0, v.head.Size)
}

func (v *verification) follows(last leaf, entry []byte, index uint64) (leaf, error) {
	canonical, err := jcs.Transform(entry)
	if err != nil {
		return last, err
	}
	if !bytes.Equal(canonical, entry) {
		return last, errors.New("it is not canonical JSON")
	}
	next := leaf{}
	if err := json.Unmarshal(entry, &next); err != nil {
		return last, err
	}
	if next.V != 1 || next.Log != path.Base(v.origin) || next.Node == "" || (last.Node != "" && next.Node != last.Node) {
		return last, fmt.Errorf("it is of version %d, node %q and log %q", next.V, next.Node, next.Log)
	}
	isAfter := next.Seq > last.Seq || (next.Seq == last.Seq && next.Index > last.Index)
	if !isAfter || (next.Log == "cases" && next.Seq != index+1) {
		return last, fmt.Errorf("commit %d, event %d follows commit %d, event %d", next.Seq, next.Index, last.Seq, last.Index)
	}
	return next, nil
}

// samples names the sizes and indexes at which trees and tiles begin and end, and some between.
func (v *verification) samples() (sizes, indexes map[uint64]bool) {
	sizes, indexes = map[uint64]bool{v.head.Size: true}, map[uint64]bool{}
	if v.old != nil {
		sizes[v.old.Size] = true
	}
	around := []uint64{1, 2, v.head.Size / 3, v.head.Size / 2, v.head.Size}
	for width := uint64(layout.TileWidth); width <= v.head.Size; width *= layout.TileWidth {
		around = append(around, width, v.head.Size/width*width)
	}
	for _, size := range around {
		for near := max(size, 1) - 1; near <= size+1; near++ {
			if near < v.head.Size {
				indexes[near] = true
			}
			if near > 0 && near <= v.head.Size {
				sizes[near] = true
			}
		}
	}
	return sizes, indexes
}

func (v *verification) checkInclusion(ctx context.Context) (string, error) {
	builder, err := client.NewProofBuilder(ctx, v.head.Size, v.fetcher.ReadTile)
	if err != nil {
		return "", err
	}
	for index, entry := range v.leaves {
		hashes, err := builder.InclusionProof(ctx, index)
		if err == nil {
			err = proof.VerifyInclusion(hasher, index, v.head.Size, hasher.HashLeaf(entry), hashes, v.head.Hash)
		}
		if err != nil {
			return "", fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return fmt.Sprintf("%d proofs made of the tiles", len(v.leaves)), nil
}

func (v *verification) checkConsistency(ctx context.Context) (string, error) {
	builder, err := client.NewProofBuilder(ctx, v.head.Size, v.fetcher.ReadTile)
	if err != nil {
		return "", err
	}
	for size, root := range v.roots {
		if err := v.isPrefix(ctx, builder, size, v.head.Size, root, v.head.Hash); err != nil {
			return "", err
		}
	}
	if v.old == nil {
		return fmt.Sprintf("%d proofs made of the tiles", len(v.roots)), nil
	}
	if err := v.isPrefix(ctx, builder, v.old.Size, v.head.Size, v.old.Hash, v.head.Hash); err != nil {
		return "", fmt.Errorf("the old checkpoint: %w", err)
	}
	return fmt.Sprintf("%d proofs made of the tiles, and one from the old checkpoint", len(v.roots)), nil
}

func (v *verification) isPrefix(ctx context.Context, builder *client.ProofBuilder, from, to uint64, a, b []byte) error {
	hashes := [][]byte{}
	if from > 0 && from < to {
		var err error
		if hashes, err = builder.ConsistencyProof(ctx, from, to); err != nil {
			return fmt.Errorf("from %d to %d: %w", from, to, err)
		}
	}
	if from == 0 && !bytes.Equal(a, hasher.EmptyRoot()) {
		return errors.New("the empty tree has another root")
	}
	if err := proof.VerifyConsistency(hasher, from, to, hashes, a, b); err != nil {
		return fmt.Errorf("from %d to %d: %w", from, to, err)
	}
	return nil
}

// served reads what the log gives beside its tiles.
func (v *verification) served(ctx context.Context, path string) ([]byte, error) {
	return read(ctx, v.http, strings.TrimPrefix(v.address+"/"+path, "file://"))
}

// checkReceipts asks for tlog-proofs, and verifies each by itself, as somebody who has only it, the entry and the policy.
func (v *verification) checkReceipts(ctx context.Context) (string, error) {
	for index, entry := range v.leaves {
		text, err := v.served(ctx, fmt.Sprintf("proof/%d", index))
		if err == nil {
			err = v.checkReceipt(ctx, text, index, entry)
		}
		if err != nil {
			return "", fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return fmt.Sprintf("%d tlog-proofs hold by themselves", len(v.leaves)), nil
}

func (v *verification) checkReceipt(ctx context.Context, text []byte, index uint64, entry []byte) error {
	receipt := tlogproof.TLogProof{}
	if err := receipt.Unmarshal(text); err != nil {
		return err
	}
	if !bytes.Equal(receipt.Marshal(), text) {
		return errors.New("the proof is written otherwise than by others")
	}
	head, _, err := v.parseCheckpoint(receipt.Checkpoint)
	if err != nil {
		return err
	}
	if receipt.Index != index || head.Origin != v.origin {
		return fmt.Errorf("the proof is for entry %d of %s", receipt.Index, head.Origin)
	}
	if !v.policy.quorum.Satisfied(receipt.Checkpoint) {
		return errors.New("the proof's checkpoint has no quorum")
	}
	hashes := make([][]byte, 0, len(receipt.Hashes))
	for _, hash := range receipt.Hashes {
		hashes = append(hashes, hash[:])
	}
	if err := proof.VerifyInclusion(hasher, index, head.Size, hasher.HashLeaf(entry), hashes, head.Hash); err != nil {
		return err
	}
	small, large := v.head, head
	if small.Size > large.Size {
		small, large = large, small
	}
	builder, err := client.NewProofBuilder(ctx, large.Size, v.fetcher.ReadTile)
	if err != nil {
		return err
	}
	return v.isPrefix(ctx, builder, small.Size, large.Size, small.Hash, large.Hash)
}

// checkPrefixes asks for consistency proofs as a witness does who has seen an older checkpoint: hashes, one a line.
func (v *verification) checkPrefixes(ctx context.Context) (string, error) {
	count := 0
	for size, root := range v.roots {
		if size == 0 {
			continue
		}
		text, err := v.served(ctx, fmt.Sprintf("consistency/%d/%d", size, v.head.Size))
		if err == nil {
			err = verifyLines(text, size, v.head.Size, root, v.head.Hash)
		}
		if err != nil {
			return "", fmt.Errorf("from %d to %d: %w", size, v.head.Size, err)
		}
		count++
	}
	return fmt.Sprintf("%d proofs that the log gives", count), nil
}

func verifyLines(text []byte, from, to uint64, a, b []byte) error {
	hashes := [][]byte{}
	for line := range bytes.Lines(text) {
		hash, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(string(line), "\n"))
		if err != nil {
			return err
		}
		hashes = append(hashes, hash)
	}
	return proof.VerifyConsistency(hasher, from, to, hashes, a, b)
}
