//! Why a keyring cannot be made or opened.

use super::LEAST_LENGTH;
use crate::envelope::EnvelopeError;

/// A keyring that cannot be made or opened. Each message is one Chinese clause without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// A new passphrase that protects nothing.
    #[error("口令太短，至少 {LEAST_LENGTH} 个字符")]
    TooShort,
    /// Not a keyring, or damaged.
    #[error("本机保存的密钥文件已损坏，请用恢复凭据打开")]
    Damaged,
    /// Written by a later version of the program.
    #[error("本机保存的密钥文件是格式 {0}，由更高版本的备案通写入，请升级后打开")]
    Newer(u32),
    /// The passphrase is another, or the identity is none.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
}
