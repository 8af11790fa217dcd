// goroutines COUNT JOBS PROGRAM: runs the program COUNT times, from JOBS goroutines.
package main

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
)

func number(word string) int64 {
	value, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	left := number(os.Args[1])
	var group sync.WaitGroup
	for i := int64(0); i < number(os.Args[2]); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for atomic.AddInt64(&left, -1) >= 0 {
				if err := exec.Command(os.Args[3]).Run(); err != nil {
					panic(err)
				}
			}
		}()
	}
	group.Wait()
}
