//! The mark as the squares of a QR code (GB/T 18284—2000, ISO/IEC 18004).

use qrcode::{Color, EcLevel, QrCode};

/// Side of one square in millimetres. Measured: at 0.55 mm every scan of 150 dpi with JPEG quality 40 was
/// read (`tests/native/mark_reading.rs`), at 0.44 mm not every one.
pub const MODULE: f32 = 0.55;

/// The dark squares of the QR code of a mark's text, row by row; correction of level M, which repairs 15 %.
/// `None` when the text is too long for one.
pub fn squares(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let colours = code.to_colors();
    let rows = colours.chunks(code.width());
    Some(rows.map(|row| row.iter().map(|colour| *colour == Color::Dark).collect()).collect())
}
