//! Why an envelope cannot be closed or opened.

use std::io;

use age::DecryptError;

use super::passphrase::MOST_WORK;

/// An envelope that cannot be closed or opened. Each message is one Chinese clause without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// A text that is no recipient.
    #[error("接收方公钥不正确：应为以 age1 开头的 62 个字符，请向接收方核对后重新粘贴")]
    NotARecipient,
    /// A private key where a public one belongs.
    #[error("这是私钥（AGE-SECRET-KEY-），不是接收方公钥；请不要把私钥交给他人，并填写以 age1 开头的公钥")]
    IdentityAsRecipient,
    /// A text that holds no identity.
    #[error("私钥不正确：应为以 AGE-SECRET-KEY-1 开头的一行文字，请选择 age 生成的私钥文件")]
    NotAnIdentity,
    /// No age file at all, or its head is damaged.
    #[error("不是 age 加密文件，或者文件开头已损坏，请核对所选文件")]
    NotAnEnvelope,
    /// Closed under a passphrase, opened with an identity.
    #[error("文件是用口令加密的，请输入口令打开")]
    NeedsPassphrase,
    /// Closed for a recipient, opened with a passphrase.
    #[error("文件是加密给接收方公钥的，请用对应的私钥打开")]
    NeedsIdentity,
    /// The passphrase is another.
    #[error("口令不正确，请核对大小写和输入法后重试")]
    WrongPassphrase,
    /// The file is for others.
    #[error("文件不是加密给这把私钥的，请换用对应的私钥，或者请发送方重新加密")]
    WrongIdentity,
    /// Deriving the key would take too long.
    #[error("文件要求的口令运算量过大（2^{0}，最多 2^{MOST_WORK}），可能是恶意文件，没有打开")]
    TooMuchWork(u8),
    /// The end is missing.
    #[error("加密文件不完整，可能在下载或拷贝时中断，请重新取得完整的文件")]
    Truncated,
    /// Something in it was changed.
    #[error("加密文件已损坏或被改动，请重新取得原始文件")]
    Altered,
    /// The input or the output fails.
    #[error("文件读写失败（{0}），请重试")]
    Io(io::ErrorKind),
}

impl EnvelopeError {
    /// What an error of a reader means that [`open_with_identity`](super::open_with_identity) or
    /// [`open_with_passphrase`](super::open_with_passphrase) gave, also after others have wrapped it.
    pub fn of(error: &io::Error) -> Self {
        let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        own.cloned().unwrap_or(Self::Io(error.kind()))
    }
}

impl From<EnvelopeError> for io::Error {
    fn from(error: EnvelopeError) -> Self {
        let kind = match error {
            EnvelopeError::Truncated => io::ErrorKind::UnexpectedEof,
            EnvelopeError::Io(kind) => return kind.into(),
            _ => io::ErrorKind::InvalidData,
        };
        Self::new(kind, error)
    }
}

impl From<io::Error> for EnvelopeError {
    fn from(error: io::Error) -> Self {
        Self::of(&error)
    }
}

impl From<DecryptError> for EnvelopeError {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::ExcessiveWork { required, .. } => Self::TooMuchWork(required),
            DecryptError::InvalidMac => Self::Altered,
            DecryptError::NoMatchingKeys => Self::WrongIdentity,
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Self::WrongPassphrase,
            DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Self::Truncated,
            DecryptError::Io(error) => error.into(),
            _ => Self::NotAnEnvelope,
        }
    }
}
