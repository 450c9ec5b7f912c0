package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
)

// policy is a tlog-policy: formats/witness reads witnesses and quorum, and leaves the logs to the reader.
type policy struct {
	logs      map[string]note.Verifier
	witnesses []note.Verifier
	quorum    witness.Group
}

func parsePolicy(text []byte) (*policy, error) {
	quorum, err := witness.ParsePolicy(text)
	if err != nil {
		return nil, err
	}
	read := &policy{logs: map[string]note.Verifier{}, quorum: quorum}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		switch {
		case len(fields) >= 2 && fields[0] == "log":
			key, err := note.NewVerifier(fields[1])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", line, err)
			}
			if read.logs[key.Name()] != nil {
				return nil, fmt.Errorf("two logs are named %s", key.Name())
			}
			read.logs[key.Name()] = key
		case len(fields) >= 3 && fields[0] == "witness":
			key, err := fnote.NewVerifierForCosignatureV1(fields[2])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", line, err)
			}
			read.witnesses = append(read.witnesses, key)
		}
	}
	if len(read.logs) == 0 {
		return nil, errors.New("it names no log")
	}
	return read, nil
}

// logOf gives the key of the log with this origin.
func (p *policy) logOf(origin string) (note.Verifier, error) {
	if key := p.logs[origin]; key != nil {
		return key, nil
	}
	return nil, fmt.Errorf("the policy does not name a log %q", origin)
}

// originOf gives the first line of a checkpoint, which nobody has verified yet.
func originOf(checkpoint []byte) string {
	origin, _, _ := strings.Cut(string(checkpoint), "\n")
	return origin
}

// bytesMax bounds every answer: a full bundle has 256 entries of 65,537 bytes.
const bytesMax = 20 << 20

// newClient makes an HTTP client that reads at most bytesMax of an answer, and shows the token to one host only.
func newClient(timeout time.Duration, host, token string) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	return &http.Client{Timeout: timeout, Transport: limited{transport, host, token}}
}

type limited struct {
	http.RoundTripper
	host, token string
}

func (l limited) RoundTrip(request *http.Request) (*http.Response, error) {
	if l.token != "" && request.URL.Host == l.host {
		request = request.Clone(request.Context())
		request.Header.Set("Authorization", "Bearer "+l.token)
	}
	response, err := l.RoundTripper.RoundTrip(request)
	if err == nil {
		response.Body = http.MaxBytesReader(nil, response.Body, bytesMax)
	}
	return response, err
}

// read reads a file, or what is at an http or https address.
func read(ctx context.Context, client *http.Client, place string) ([]byte, error) {
	address, err := url.Parse(place)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") {
		return os.ReadFile(place)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, place, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", place, response.Status)
	}
	return io.ReadAll(response.Body)
}
