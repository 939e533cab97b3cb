//! Base45 (RFC 9285): bytes in the alphabet that QR codes pack most densely after bytes themselves.

/// The alphabet, which is that of the alphanumeric mode of QR codes.
const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Writes bytes.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2 + 2);
    let mut put = |mut number: u16, digits: usize| {
        for _ in 0..digits {
            text.push(char::from(ALPHABET[usize::from(number % 45)]));
            number /= 45;
        }
    };
    for pair in bytes.chunks(2) {
        match pair {
            [high, low] => put(u16::from_be_bytes([*high, *low]), 3),
            [one] => put(u16::from(*one), 2),
            _ => {}
        }
    }
    text
}

/// Reads what [`encode`] writes; `None` for anything else.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text
        .bytes()
        .map(|byte| ALPHABET.iter().position(|known| *known == byte).and_then(|at| u32::try_from(at).ok()))
        .collect();
    let mut bytes = Vec::with_capacity(text.len() * 2 / 3 + 1);
    for group in digits?.chunks(3) {
        match group {
            [a, b, c] => bytes.extend(u16::try_from(a + 45 * b + 2025 * c).ok()?.to_be_bytes()),
            [a, b] => bytes.push(u8::try_from(a + 45 * b).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}
