//! Every fuzz target over its seeds and some thousand changes of them: no input makes the program panic. What a longer
//! run of a fuzzer has found is among the seeds, as `found-…`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::fuzz_bodies::{Body, TARGETS};

/// So long each target is tried; what takes longer here is cut off, so that the tests stay quick on any machine.
const PATIENCE: Duration = Duration::from_secs(4);
/// So often each target is tried at most.
const MOST: usize = 3000;
/// One input never takes longer, unoptimised and with its neighbours at work.
const SLOWEST: Duration = Duration::from_secs(20);

/// Numbers that look random and are the same each time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

/// A seed with a few things changed: bits, bytes, runs, the end, a part of another seed.
fn changed(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    const WORTH: [&[u8]; 12] = [
        b"\0",
        b"\xFF\xFF\xFF\xFF",
        b"\x7F\xFF\xFF\xFF",
        b"-1",
        b"99999999999999999999",
        b"1e308",
        b"[[[[[[[[",
        b"{\"\":",
        b"<!--",
        b"\xE2\x80\xAE",
        b"../",
        b"=",
    ];
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 if at < bytes.len() => bytes[at] = numbers.next() as u8,
            2 => bytes.truncate(at),
            3 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len() + 1);
                let to = (from + numbers.below(400)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            4 => {
                let to = (at + numbers.below(200)).min(bytes.len());
                bytes.drain(at..to);
            }
            _ => {
                let text = WORTH[numbers.below(WORTH.len())];
                let to = (at + if numbers.below(2) == 0 { text.len() } else { 0 }).min(bytes.len());
                bytes.splice(at..to, text.iter().copied());
            }
        }
    }
    bytes
}

/// The seeds of a target, in the order of their names.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new("tests/fuzz/seeds").join(name);
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Runs one input. A panic leaves it under `target/` for a seed to be made of it.
fn run(name: &str, body: Body, bytes: &[u8]) {
    let begun = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| body(bytes))).is_err() {
        let path = std::env::temp_dir().join(format!("beian-hostile-{name}"));
        std::fs::write(&path, bytes).unwrap();
        panic!("{name} panics on {} bytes, left in {}", bytes.len(), path.display());
    }
    assert!(begun.elapsed() < SLOWEST, "{name} takes {:?} over {} bytes", begun.elapsed(), bytes.len());
}

fn try_out(name: &str) {
    let (_, body) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let seeds = seeds(name);
    assert!(!seeds.is_empty());
    for seed in &seeds {
        run(name, *body, seed);
    }
    let (begun, mut numbers) = (Instant::now(), Numbers(0x0BE1_A400));
    for _ in 0..MOST {
        if begun.elapsed() > PATIENCE {
            break;
        }
        run(name, *body, &changed(&seeds, &mut numbers));
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test] fn $name() { try_out(stringify!($name)); })*

        #[test]
        fn every_target_is_tried_and_has_a_program_of_its_own() {
            let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
            let manifest = std::fs::read_to_string("tests/fuzz/Cargo.toml").unwrap();
            for name in names {
                assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name} is not in Cargo.toml");
                assert!(Path::new("tests/fuzz/fuzz_targets").join(format!("{name}.rs")).is_file(), "{name}");
            }
        }
    };
}

targets! { package dossier procedure sheet narrative picture pdf mark scan calendar delta draft }
