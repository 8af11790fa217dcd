// Rust's std::process, as a contestant; serve.cpp describes the requests.
use std::io::{self, BufRead, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

fn nanoseconds_each(count: u128, mut work: impl FnMut()) -> String {
    let start = Instant::now();
    for _ in 0..count {
        work();
    }
    (start.elapsed().as_nanos() / count).to_string()
}

fn capture(command: &[&str], size: usize) {
    let output = Command::new(command[0])
        .args(&command[1..])
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert_eq!(output.stdout.len(), size);
}

fn round_trip(command: &[&str], data: &[u8]) {
    let mut child = Command::new(command[0])
        .args(&command[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(data).unwrap());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.stdout.len(), data.len());
    });
}

fn main() {
    let mut ballast: Vec<u8> = Vec::new();
    for line in io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |i: usize| words[i].parse::<usize>().unwrap();
        let answer = match words[0] {
            "version" => format!("Rust {}", env!("RUST_VERSION")),
            "ballast" => {
                ballast = vec![b'x'; number(1)];
                "done".to_string()
            }
            "capture" => {
                let size = if words.len() > 3 { number(words.len() - 1) } else { 0 };
                nanoseconds_each(number(1) as u128, || capture(&words[2..], size))
            }
            _ => {
                let data = vec![b'x'; number(2)];
                nanoseconds_each(number(1) as u128, || round_trip(&words[3..], &data))
            }
        };
        println!("{answer}");
        std::hint::black_box(&ballast);
    }
}
