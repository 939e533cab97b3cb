//! The native command line: check, print, pack, migrate and verify dossiers that lie in folders, import and export
//! their rosters, explain rules and clauses, and print schemas.
//!
//! A *dossier folder* holds `dossier.json` and, under `files/`, the attachments by the names in it.
//!
//! Exit codes: 0 可以提交 / intact, 1 findings or mismatch, 2 unusable input. What was asked for goes to
//! standard output; errors and notes go to standard error and name file and field. A file is written as a
//! whole or not at all.

mod arguments;
mod bind;
mod check;
mod deadlines;
mod diff;
mod draft;
mod error;
mod explain;
mod folder;
mod json;
mod migrate;
mod pack;
mod package_file;
mod print;
mod resources;
mod roster;
mod schema;
mod verify;
mod write;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser as _;
use serde::Serialize;

use arguments::{Arguments, Command};
use error::Failure;

use crate::intake::visible;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// 可以提交 / intact.
    Good,
    /// Findings or mismatch.
    Found,
    /// Unusable input.
    Unusable,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Good => Self::SUCCESS,
            End::Found => Self::from(1),
            End::Unusable => Self::from(2),
        }
    }
}

/// Where a command writes.
struct Streams<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl Streams<'_> {
    /// A line of what was asked for. One line whatever is in it: answers, names and paths come from outside, and none
    /// may add a line to what the program says, or move a terminal's cursor.
    fn say(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.out, "{}", visible(line)).map_err(|error| Failure::Output(error.kind()))
    }

    /// Several lines, of which each holds what comes from outside in itself.
    fn say_all(&mut self, lines: &str) -> Result<(), Failure> {
        lines.lines().try_for_each(|line| self.say(line))
    }

    /// The same as JSON, for other programs; what would act on a terminal is spelt as JSON can.
    fn say_json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let json = serde_json::to_string_pretty(value)?;
        writeln!(self.out, "{}", json::harmless(&json)).map_err(|error| Failure::Output(error.kind()))
    }

    /// A note beside it, in one line. That nobody reads notes is no failure.
    fn note(&mut self, line: &str) {
        let _ = writeln!(self.err, "{}", visible(line));
    }

    /// Why something cannot be carried out, a line for each defect.
    fn complain(&mut self, failure: &Failure) {
        failure.lines().iter().for_each(|line| self.note(line));
    }
}

/// Runs the command line on the process's arguments and streams.
pub fn main() -> ExitCode {
    let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
    run(std::env::args_os(), &mut stdout.lock(), &mut stderr.lock())
}

/// Runs the command line. The first argument is the program's name.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let mut streams = Streams { out, err };
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for, and come as an error of the parser.
            if error.use_stderr() {
                streams.note(&arguments::complaint(&error));
                return End::Unusable.into();
            }
            let shown = error.render().to_string();
            return streams.say_all(shown.trim_end()).map_or(End::Unusable, |()| End::Good).into();
        }
    };
    let Arguments { places, command, .. } = arguments;
    let end = match command {
        Command::Check(given) => check::run(&given, &places, &mut streams),
        Command::Print(given) => print::run(&given, &places, &mut streams),
        Command::Pack(given) => pack::run(&given, &places, &mut streams),
        Command::Bind(given) => bind::run(&given, &places, &mut streams),
        Command::Migrate(given) => migrate::run(&given, &places, &mut streams),
        Command::Save(given) => draft::save(&given, &mut streams),
        Command::Open(given) => draft::open(&given, &mut streams),
        Command::Verify(given) => verify::run(&given, &places, &mut streams),
        Command::Diff(given) => diff::run(&given, &places, &mut streams),
        Command::Import(given) => roster::import(&given, &places, &mut streams),
        Command::Export(given) => roster::export(&given, &places, &mut streams),
        Command::Deadlines(given) => deadlines::run(&given, &places, &mut streams),
        Command::Explain(given) => explain::run(&given, &places, &mut streams),
        Command::Schema(given) => schema::run(&given, &places, &mut streams),
    };
    match end.and_then(|end| streams.out.flush().map(|()| end).map_err(|error| Failure::Output(error.kind())))
    {
        Ok(end) => end.into(),
        // Whoever reads the output has closed it and needs no more of it, nor a message.
        Err(Failure::Output(ErrorKind::BrokenPipe)) => End::Unusable.into(),
        Err(failure) => {
            streams.complain(&failure);
            End::Unusable.into()
        }
    }
}
