package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/transparency-dev/formats/log"
	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

const (
	logTimeout  = 30 * time.Second
	logInterval = 100 * time.Millisecond
	entryMax    = 65_535
	batchMax    = 4_096
)

// appended is what the command log writes to stdout. Checkpoint has the cosignatures; Refused says why it has none.
type appended struct {
	Size       uint64 `json:"size"`
	Root       string `json:"root"`
	Checkpoint string `json:"checkpoint"`
	Refused    string `json:"refused"`
}

// appendToLog appends to a tessera log in a folder, and asks the policy's witnesses as tessera asks them.
func appendToLog(arguments []string) error {
	flags := flag.NewFlagSet("log", flag.ExitOnError)
	folder := flags.String("dir", "", "the folder of the log")
	keyAt := flags.String("key", "", "a file with the log's signer key")
	policyAt := flags.String("policy", "", "a file with the tlog-policy whose witnesses are asked")
	_ = flags.Parse(arguments)
	ctx, cancel := context.WithTimeout(context.Background(), logTimeout)
	defer cancel()
	key, err := os.ReadFile(*keyAt)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(key)))
	if err != nil {
		return err
	}
	policy, err := os.ReadFile(*policyAt)
	if err != nil {
		return err
	}
	witnesses, err := tessera.NewWitnessGroupFromPolicy(policy)
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: *folder})
	if err != nil {
		return err
	}
	options := tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithCheckpointInterval(logInterval).
		WithBatching(batchMax, logInterval)
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	head, err := appendEntries(ctx, appender, reader)
	if err != nil {
		return err
	}
	if err := shutdown(ctx); err != nil {
		return err
	}
	// Publishing again, now with witnesses, shows what they answered; the appender only logs it.
	publish := options.WithWitnesses(witnesses, &tessera.WitnessOptions{Timeout: logTimeout}).
		CheckpointPublisher(unpublished{reader}, newClient(logTimeout, "", ""))
	cosigned, err := publish(ctx, head.Size, head.Hash)
	answer := appended{Size: head.Size, Root: hex.EncodeToString(head.Hash), Checkpoint: string(cosigned)}
	if err != nil {
		answer.Refused = err.Error()
	}
	return printJSON(answer)
}

func appendEntries(ctx context.Context, appender *tessera.Appender, reader tessera.LogReader) (*log.Checkpoint, error) {
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, logInterval)
	futures := []tessera.IndexFuture{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 2*entryMax)
	for lines.Scan() {
		entry, err := base64.StdEncoding.DecodeString(lines.Text())
		if err != nil {
			return nil, err
		}
		futures = append(futures, appender.Add(ctx, tessera.NewEntry(entry)))
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	head := &log.Checkpoint{}
	for _, future := range futures {
		_, raw, err := awaiter.Await(ctx, future)
		if err != nil {
			return nil, err
		}
		if _, err := head.Unmarshal(raw); err != nil {
			return nil, err
		}
	}
	return head, nil
}

// unpublished is a log of which the witnesses may have seen anything: they say what.
type unpublished struct{ tessera.LogReader }

func (unpublished) ReadCheckpoint(context.Context) ([]byte, error) { return nil, fs.ErrNotExist }
