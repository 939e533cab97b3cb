//! What annotations show on a page besides its own content: the seals of electronic signatures, stamps, filled
//! fields of forms (ISO 32000-1, 12.5.5).

use hayro_syntax::object::{Array, Dict, Name, Rect, Stream};
use hayro_syntax::page::Page;

use super::matrix::{Matrix, after};

/// The flags that keep an annotation off the screen: hidden, not to be viewed.
const UNSEEN: u32 = 1 << 1 | 1 << 5;
/// A page has fewer; what a file says must not keep the program busy for ever.
const MOST: usize = 1_000;

/// What one annotation shows.
pub(crate) struct Appearance<'a> {
    /// The form that draws it.
    pub(crate) form: Stream<'a>,
    /// Where the form goes, in the page's own space; its own `Matrix` comes before.
    pub(crate) matrix: Matrix,
}

/// What the annotations of a page show, in the order in which they are drawn.
pub(crate) fn appearances<'a>(page: &Page<'a>) -> Vec<Appearance<'a>> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    annotations.iter::<Dict<'_>>().take(MOST).filter_map(|annotation| appearance(&annotation)).collect()
}

fn appearance<'a>(annotation: &Dict<'a>) -> Option<Appearance<'a>> {
    let flags = annotation.get::<u32>("F").unwrap_or(0);
    let popup = annotation.get::<Name<'_>>("Subtype").is_some_and(|name| *name == *b"Popup");
    if flags & UNSEEN != 0 || popup {
        return None;
    }
    let normal: Dict<'a> = annotation.get("AP")?;
    let form: Stream<'a> = match normal.get("N") {
        Some(form) => form,
        // One for each state of a button.
        None => normal.get::<Dict<'_>>("N")?.get(&*annotation.get::<Name<'_>>("AS")?)?,
    };
    let matrix = onto(&form, annotation.get("Rect")?)?;
    Some(Appearance { form, matrix })
}

/// What moves a form's box, as its own matrix leaves it, onto a rectangle; `None` when either is empty.
fn onto(form: &Stream<'_>, rect: Rect) -> Option<Matrix> {
    let bounds: Rect = form.dict().get("BBox")?;
    let [left, bottom, right, top] = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|side| side as f32);
    let own = own_matrix(form);
    let corner = |(x, y): (f32, f32)| {
        let [.., x, y] = after([1.0, 0.0, 0.0, 1.0, x, y], own);
        (x, y)
    };
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)].map(corner);
    let span = |of: fn(&(f32, f32)) -> f32| {
        let low = corners.iter().map(of).fold(f32::INFINITY, f32::min);
        let high = corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        (low, high - low)
    };
    let ((x, width), (y, height)) = (span(|corner| corner.0), span(|corner| corner.1));
    let (to_x, to_y) = (rect.x0.min(rect.x1) as f32, rect.y0.min(rect.y1) as f32);
    let (to_width, to_height) = ((rect.x1 - rect.x0).abs() as f32, (rect.y1 - rect.y0).abs() as f32);
    let (across, up) = (to_width / width, to_height / height);
    let fits = width > 0.0 && height > 0.0 && across > 0.0 && up > 0.0 && (across + up).is_finite();
    fits.then_some([across, 0.0, 0.0, up, to_x - x * across, to_y - y * up])
}

/// The matrix that a form states for itself.
pub(super) fn own_matrix(form: &Stream<'_>) -> Matrix {
    let stated = form.dict().get::<Array<'_>>("Matrix");
    let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    for (part, number) in matrix.iter_mut().zip(stated.iter().flat_map(|stated| stated.iter::<f32>())) {
        *part = number;
    }
    matrix
}
