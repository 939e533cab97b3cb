//! Affine maps of the plane, as PDF writes them.

/// `[a b c d e f]`: a point `(x, y)` goes to `(ax + cy + e, bx + dy + f)` (ISO 32000-2, 8.3.3).
pub(crate) type Matrix = [f32; 6];

/// One map, then another.
pub(crate) fn after(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}
