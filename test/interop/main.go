// Interop checks a Hubgraph log, and plays the log and the witness of the other side, with the Go libraries of the
// transparency field and nothing of Hubgraph's own. README.md says how to run it.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"k8s.io/klog/v2"
)

const usage = `interop verify  -log URL -policy FILE|URL [-old FILE] [-save FILE] [-without CHECK,…] [-token FILE] [-timeout 60s]
interop log     -dir FOLDER -key FILE -policy FILE   entries on stdin, base64, one a line
interop witness -key FILE -policy FILE [-listen 127.0.0.1:0]   until stdin ends
`

func main() {
	// The libraries log what they also return as errors.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	commands := map[string]func([]string) error{"verify": verify, "log": appendToLog, "witness": serveWitness}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintf(os.Stderr, "interop %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}

// printJSON writes one line to stdout.
func printJSON(value any) error {
	return json.NewEncoder(os.Stdout).Encode(value)
}
