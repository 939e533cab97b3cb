//! Numbers that name somebody or something: 统一社会信用代码, 居民身份证号码 and the numbers of other
//! documents, telephone numbers, post codes, 认证机构批准书号.
//!
//! Each module reads a typed text into the number's normal form or says precisely what is wrong with
//! it. A *defect* contradicts a published standard whose text was read; a *doubt* contradicts only what
//! is usual, and the number stands.
//!
//! Invariants: width, blanks, dashes and case never matter; a normal form reads as itself; no defect
//! or doubt carries the number.

pub mod approval_number;
pub mod id_document;
mod id_kind;
mod mask;
mod mod11;
pub mod phone;
pub mod post_code;
pub mod resident_id;
pub mod uscc;

pub use id_kind::IdKind;
pub use mask::mask;
