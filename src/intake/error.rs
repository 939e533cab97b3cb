//! Why a file is refused.

use std::fmt;

use super::kind::{Kind, claimed};
use super::name::shown;

/// A file that is refused. Its text is one Chinese sentence that names the file and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct IntakeError {
    /// The file's name, as it came.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in it.
    Empty,
    /// Larger than a file may be.
    TooLarge {
        /// Bytes.
        size: u64,
    },
    /// Of a kind that is not accepted.
    WrongKind(Kind),
    /// The end is missing.
    Truncated(Kind),
    /// It cannot be read.
    Damaged(Kind),
    /// Whole, but stored in a way that this program cannot open.
    Unsupported(Kind),
    /// A password is needed to open it.
    Password,
    /// It is encrypted in a way that this program cannot open.
    UnknownEncryption,
    /// A PDF without a page.
    NoPages,
    /// More pixels than a scan can have.
    TooManyPixels {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
    },
    /// Hardly any data for a huge picture: made to exhaust whoever opens it.
    Bomb {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
    },
    /// A picture that moves.
    Animated {
        /// How many pictures it has.
        frames: u32,
    },
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = shown(&self.name);
        match self.reason {
            Reason::Empty => write!(f, "“{name}”是空文件（0 字节），请重新扫描或重新导出后再添加。"),
            Reason::TooLarge { size } => {
                let limit = super::MAX_FILE_BYTES / MIB;
                let size = size.div_ceil(MIB);
                write!(
                    f,
                    "“{name}”有 {size} MB，超过单个文件 {limit} MB 的上限，请降低扫描分辨率或分成几个文件后再添加。"
                )
            }
            Reason::WrongKind(kind) => {
                let (label, advice) = (spaced(kind.label()), kind.advice());
                match claimed(&self.name) {
                    Some(claimed) => {
                        write!(f, "“{name}”的扩展名是 {claimed}，内容却是{label}，{advice}。")
                    }
                    None => write!(f, "“{name}”是{label}，暂不接收，{advice}。"),
                }
            }
            Reason::Truncated(kind) => write!(
                f,
                "“{name}”不完整（{}缺少结尾，可能在拷贝或下载时中断），请重新取得该文件后再添加。",
                kind.label()
            ),
            Reason::Damaged(kind) => {
                write!(
                    f,
                    "“{name}”已损坏，无法按{}打开，请重新扫描或重新导出后再添加。",
                    spaced(kind.label())
                )
            }
            Reason::Unsupported(kind) => write!(
                f,
                "“{name}”没有损坏，但{}采用了本程序不能打开的压缩方式或者颜色，请另存为 PDF、JPEG 或者 PNG 后再添加。",
                spaced(kind.label())
            ),
            Reason::Password => {
                write!(f, "“{name}”设有打开密码，接收方无法查看，请取消密码、另存为新的 PDF 后再添加。")
            }
            Reason::UnknownEncryption => {
                write!(f, "“{name}”使用了无法识别的加密方式，请取消加密、另存为新的 PDF 后再添加。")
            }
            Reason::NoPages => write!(f, "“{name}”里没有页面，请重新扫描或重新导出后再添加。"),
            Reason::TooManyPixels { width, height } => write!(
                f,
                "“{name}”的像素为 {width}×{height}，超出可处理的范围，请以 300 dpi 重新扫描后再添加。"
            ),
            Reason::Bomb { width, height } => write!(
                f,
                "“{name}”文件很小，展开后却有 {width}×{height} 像素，不像扫描件，没有打开，请以 300 dpi 重新扫描后再添加。"
            ),
            Reason::Animated { frames } => write!(
                f,
                "“{name}”是动态图片（{frames} 帧），不能作为材料，请另存为静态的 JPEG 或 PNG 图片后再添加。"
            ),
        }
    }
}

const MIB: u64 = 1024 * 1024;

/// A space between Chinese text and a label that begins with Latin letters.
fn spaced(label: &str) -> String {
    if label.starts_with(|c: char| c.is_ascii()) { format!(" {label}") } else { label.to_owned() }
}
