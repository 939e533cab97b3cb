//! One page of a file as a picture that any browser shows.

use serde_bytes::ByteBuf;

use super::Outcome;
use super::run::sentence;
use crate::dossier::MediaType;
use crate::intake::IntakeError;
use crate::intake::raster::{Want, pages};

/// Draws the page with this number, from 1, as PNG.
pub(super) fn picture(name: &str, media: MediaType, bytes: &[u8], page: u32) -> Result<Outcome, String> {
    let refused = |reason| sentence(IntakeError { name: name.to_owned(), reason });
    let none = || format!("“{name}”没有第 {page} 页的画面。");
    let mut pages = pages(bytes, media, Want::LOOK).map_err(refused)?;
    pages.skip_to(page);
    let picture = pages.next().ok_or_else(none)?.map_err(refused)?.picture.ok_or_else(none)?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&picture));
    written.map_err(|_| none())?;
    Ok(Outcome::Pictured(ByteBuf::from(out)))
}
