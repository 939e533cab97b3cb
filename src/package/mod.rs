//! The package (备案包): one ZIP that holds a whole filing and can be verified by whoever receives it.
//!
//! | file | holds |
//! |---|---|
//! | `manifest.json` | [`Manifest`]: the definition, the day, 自查 passed or not, and every other file with size, SHA-256 and SM3 |
//! | `filing.json` | [`Filing`]: what the dossier asks for, to the letter, and what its answers mean |
//! | `filing.pdf` | the printed form |
//! | `文书/<title>.pdf` | the other documents that the definition states, printed; one that is a material stands in its folder |
//! | `findings.json` | [`Findings`]: the verdict and the findings on that day |
//! | `材料/<number> <title>/<nn> <name>` | the attachments in official order |
//!
//! Invariants: the same dossier and day give the same bytes ([`canonical_json`], fixed order, fixed time
//! stamps, nothing compressed); never more than one content is in memory; a package opens again as a dossier with
//! nothing lost of what it asks for ([`Asked::part_of`](crate::check::Asked::part_of)); no name inside a package is
//! ever used as a path on disk; everything is limited and checked before it is unpacked.
//!
//! Left out: judging signatures. A package says whether it agrees with itself and with the definition; who made
//! it is told by other means: a signature file from another program, which lies beside the package and is listed with
//! it, or reading out the digest of the whole file.

mod archive;
mod beside;
mod canonical;
mod compare;
mod completeness;
mod difference;
mod error;
mod filing;
mod gather;
mod layout;
mod look;
mod manifest;
mod names;
mod open;
mod pack;
mod paths;
mod printed;
mod recheck;
mod result;
mod source;
mod verification;
mod verification_text;
mod verify;
mod zip_layout;

pub(crate) use archive::Archive;
pub use archive::{MAX_ENTRIES, MAX_JSON_BYTES, MAX_PACKAGE_BYTES};
pub use beside::{Beside, is_signature, is_signature_of};
pub use canonical::canonical_json;
pub use completeness::{MaterialCheck, MaterialState};
pub use difference::{
    AnswerChange, Difference, FileAt, FileChange, FileChangeKind, FindingLine, RosterChange, RowChange,
    RowName, Side,
};
pub use error::PackageError;
pub use filing::{Filing, Findings};
pub use gather::{Gathered, Taken, take, take_inspected};
pub use layout::{DOCUMENTS_FOLDER, FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH, MATERIALS_FOLDER};
pub use look::Look;
pub use manifest::{Manifest, ManifestAttachment, ManifestFile, Product, Status};
pub(crate) use names::folded;
pub use names::{DRAFT_MARK, file_name, safe_name};
pub use open::{Filed, Opened, content_of, definition_of, open, open_filing};
pub use pack::{Contents, Packing, Piece, lay_out, pack};
pub use printed::{PrintsCheck, ScanCheck};
pub use result::result_json;
// Only the command line prints it apart from a verification.
// Only the page shows it apart from a verification.
pub use verification::{
    FileCheck, FileState, LaterCheck, Mismatch, MismatchKind, Outcome, Recheck, StatedFinding, Verification,
    VerificationReport,
};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use verification_text::verdict_line;
#[cfg(target_arch = "wasm32")]
pub(crate) use verification_text::{NOT_JUDGED, OF_EXAMPLE};
pub use verify::{Against, Received, verify, verify_from};
pub use zip_layout::{Measured, crc32};

pub use crate::digest::{Digests, sha256_hex, sm3_hex};
