//! Files of signatures that lie beside a package: a signature over the package cannot lie in it. They come from other
//! programs; a verification carries and lists them and says that it does not judge them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::digest::Digests;

/// What files of signatures end in: CMS (`.p7s`, `.p7m`, `.sig`), OpenPGP (`.asc`, `.sig`), sealed OFD (`.ofd`) and time
/// stamps (`.tsr`).
const EXTENSIONS: [&str; 7] = ["p7s", "p7m", "sig", "asc", "ofd", "sign", "tsr"];

/// A file beside a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Beside {
    /// Its name.
    pub name: String,
    /// Size, SHA-256 and SM3.
    #[serde(flatten)]
    pub digests: Digests,
}

impl Beside {
    /// A file with this content.
    pub fn of(name: String, content: &[u8]) -> Self {
        Self { name, digests: Digests::of(content) }
    }
}

/// Whether a file is, by its name, a signature of the package of that name: `备案包.zip.p7s` or `备案包.p7s` of
/// `备案包.zip`, also of `备案包.zip.age`.
pub fn is_signature_of(name: &str, package: &str) -> bool {
    let Some((signed, _)) = name.rsplit_once('.').filter(|_| is_signature(name)) else { return false };
    let plain = package.strip_suffix(".age").unwrap_or(package);
    let stem = plain.rsplit_once('.').map_or(plain, |(stem, _)| stem);
    [package, plain, stem].contains(&signed)
}

/// Whether a file is a signature by its extension.
pub fn is_signature(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
