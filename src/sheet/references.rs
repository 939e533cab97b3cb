//! References to cells that no worksheet has.
//!
//! The last cell is `XFD1048576`. The library that reads workbooks counts on in longer references until its numbers
//! overflow, and what stands there would come to lie at another cell; a range that ends before it begins makes them
//! overflow too. So a workbook is looked through for them first.

use std::io::{self, Write};

/// Most letters and digits of a reference.
const LETTERS: usize = 3;
const DIGITS: usize = 7;

/// Looks at a part of a workbook as it goes by, for attributes `r` and `ref`.
#[derive(Default)]
pub(super) struct References {
    /// Between `<` and `>`.
    tag: bool,
    /// The name of the attribute so far, then the quote that ends its value.
    name: Vec<u8>,
    quote: Option<u8>,
    letters: usize,
    digits: usize,
    /// Column and row so far, and those of the cell with which a range begins.
    cell: (u32, u32),
    first: Option<(u32, u32)>,
    /// There is one that no worksheet has.
    pub(super) impossible: bool,
}

impl References {
    fn take(&mut self, byte: u8) {
        match (self.quote, byte) {
            (Some(quote), _) if byte == quote => {
                let backwards = |(column, row)| self.cell.0 < column || self.cell.1 < row;
                self.impossible |= self.first.is_some_and(backwards);
                self.quote = None;
                self.name.clear();
            }
            (Some(_), _) if matches!(self.name.as_slice(), b"r=" | b"ref=") => self.take_of_reference(byte),
            (Some(_), _) => {}
            (None, b'<' | b'>' | b'/') => {
                self.tag = byte == b'<' || byte == b'/' && self.tag;
                self.name.clear();
            }
            (None, _) if !self.tag => {}
            (None, b'"' | b'\'') => {
                self.quote = Some(byte);
                (self.letters, self.digits, self.cell, self.first) = (0, 0, (0, 0), None);
            }
            // White space may stand about the sign, but ends a name.
            (None, b' ' | b'\t' | b'\r' | b'\n') if self.name.ends_with(b"=") => {}
            (None, b' ' | b'\t' | b'\r' | b'\n') => self.name.push(b' '),
            (None, byte) => {
                if byte != b'=' && self.name.ends_with(b" ") {
                    self.name.clear();
                }
                while byte == b'=' && self.name.ends_with(b" ") {
                    self.name.pop();
                }
                self.name.push(byte);
            }
        }
        // No name that is looked for is longer.
        if self.name.len() > 64 {
            self.name.drain(..32);
        }
        self.impossible |= self.letters > LETTERS || self.digits > DIGITS;
    }

    fn take_of_reference(&mut self, byte: u8) {
        let (column, row) = &mut self.cell;
        let next =
            |number: u32, base: u32, digit: u8| number.saturating_mul(base).saturating_add(digit.into());
        match byte {
            b'0'..=b'9' => {
                self.digits += 1;
                *row = next(*row, 10, byte - b'0');
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                self.letters += 1;
                *column = next(*column, 26, byte.to_ascii_uppercase() - b'A' + 1);
            }
            _ => {
                self.first = (byte == b':').then_some(self.cell);
                (self.letters, self.digits, self.cell) = (0, 0, (0, 0));
            }
        }
    }
}

impl Write for References {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        bytes.iter().for_each(|byte| self.take(*byte));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
