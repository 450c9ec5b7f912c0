package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/proof"
	"golang.org/x/mod/sumdb/note"
)

const requestBytesMax = 1 << 20

// serveWitness serves tlog-witness for the logs of a policy, and keeps what it has seen in memory.
func serveWitness(arguments []string) error {
	flags := flag.NewFlagSet("witness", flag.ExitOnError)
	listen := flags.String("listen", "127.0.0.1:0", "the address and port; port 0 is any")
	keyAt := flags.String("key", "", "a file with the witness's signer key")
	policyAt := flags.String("policy", "", "a file with a tlog-policy, whose logs it cosigns")
	_ = flags.Parse(arguments)
	text, err := os.ReadFile(*policyAt)
	if err != nil {
		return err
	}
	policy, err := parsePolicy(text)
	if err != nil {
		return err
	}
	key, err := os.ReadFile(*keyAt)
	if err != nil {
		return err
	}
	signer, err := fnote.NewSignerForCosignatureV1(strings.TrimSpace(string(key)))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	cosigner := &server{policy: policy, signer: signer, seen: map[string]seen{}}
	routes := http.NewServeMux()
	routes.HandleFunc("POST /witness/add-checkpoint", cosigner.addCheckpoint)
	routes.HandleFunc("GET /witness/{origin}/checkpoint", cosigner.checkpoint)
	go http.Serve(listener, routes)
	if err := printJSON(map[string]string{"url": "http://" + listener.Addr().String() + "/witness"}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

type seen struct {
	head *log.Checkpoint
	note []byte
}

type server struct {
	policy *policy
	signer note.Signer
	mu     sync.Mutex
	seen   map[string]seen
}

func (w *server) checkpoint(writer http.ResponseWriter, request *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for origin, known := range w.seen {
		if fmt.Sprintf("%x", sha256.Sum256([]byte(origin))) == request.PathValue("origin") {
			_, _ = writer.Write(known.note)
			return
		}
	}
	http.NotFound(writer, request)
}

func (w *server) addCheckpoint(writer http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, requestBytesMax))
	oldSize, hashes, raw, parseErr := parseAddCheckpoint(body)
	if err := errors.Join(err, parseErr); err != nil {
		http.Error(writer, err.Error(), http.StatusBadRequest)
		return
	}
	key, err := w.policy.logOf(originOf(raw))
	if err != nil {
		http.Error(writer, err.Error(), http.StatusNotFound)
		return
	}
	head, _, opened, err := log.ParseCheckpoint(raw, key.Name(), key)
	if err != nil {
		http.Error(writer, err.Error(), http.StatusForbidden)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	known := w.seen[head.Origin]
	if known.head == nil {
		known.head = &log.Checkpoint{Hash: hasher.EmptyRoot()}
	}
	switch {
	case oldSize > head.Size:
		http.Error(writer, "the old size is larger than the checkpoint", http.StatusBadRequest)
	case oldSize != known.head.Size:
		writer.Header().Set("Content-Type", "text/x.tlog.size")
		writer.WriteHeader(http.StatusConflict)
		fmt.Fprintf(writer, "%d\n", known.head.Size)
	case proof.VerifyConsistency(hasher, oldSize, head.Size, hashes, known.head.Hash, head.Hash) != nil:
		http.Error(writer, "the checkpoint does not continue the one before", http.StatusUnprocessableEntity)
	default:
		line, err := cosign(opened.Text, w.signer)
		if err != nil {
			http.Error(writer, err.Error(), http.StatusInternalServerError)
			return
		}
		own := fmt.Sprintf("%s\n— %s %s\n", opened.Text, opened.Sigs[0].Name, opened.Sigs[0].Base64)
		w.seen[head.Origin] = seen{head, append([]byte(own), line...)}
		_, _ = writer.Write(line)
	}
}

// cosign gives the signature line alone.
func cosign(text string, signer note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, err
	}
	return bytes.TrimPrefix(signed, []byte(text+"\n")), nil
}

func parseAddCheckpoint(body []byte) (oldSize uint64, hashes [][]byte, checkpoint []byte, err error) {
	head, checkpoint, found := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	size, isOld := strings.CutPrefix(lines[0], "old ")
	if !found || !isOld || len(lines) > 64 {
		return 0, nil, nil, errors.New("this is not a request to add a checkpoint")
	}
	if oldSize, err = strconv.ParseUint(size, 10, 63); err != nil {
		return 0, nil, nil, err
	}
	for _, line := range lines[1:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != hasher.Size() {
			return 0, nil, nil, errors.New("a line of the proof is not 32 bytes in base64")
		}
		hashes = append(hashes, hash)
	}
	return oldSize, hashes, checkpoint, nil
}
