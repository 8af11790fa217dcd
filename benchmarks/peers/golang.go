// Go's os/exec, as a contestant; serve.cpp describes the requests.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

var ballast []byte

func require(isRight bool) {
	if !isRight {
		panic("bytes were lost")
	}
}

func nanosecondsEach(count int, work func()) string {
	start := time.Now()
	for i := 0; i < count; i++ {
		work()
	}
	return strconv.FormatInt(time.Since(start).Nanoseconds()/int64(count), 10)
}

func communicate(command []string, input []byte, size int) {
	process := exec.Command(command[0], command[1:]...)
	if input != nil {
		process.Stdin = bytes.NewReader(input)
	}
	output, err := process.Output()
	require(err == nil && len(output) == size)
}

func number(word string) int {
	value, _ := strconv.Atoi(word)
	return value
}

func answer(words []string) string {
	switch words[0] {
	case "version":
		return "Go " + strings.TrimPrefix(runtime.Version(), "go")
	case "ballast":
		ballast = bytes.Repeat([]byte("x"), number(words[1]))
		return "done"
	case "capture":
		size := 0
		if len(words) > 3 {
			size = number(words[len(words)-1])
		}
		return nanosecondsEach(number(words[1]), func() { communicate(words[2:], nil, size) })
	default:
		data := bytes.Repeat([]byte("x"), number(words[2]))
		return nanosecondsEach(number(words[1]), func() { communicate(words[3:], data, len(data)) })
	}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(answer(strings.Fields(lines.Text())))
	}
}
