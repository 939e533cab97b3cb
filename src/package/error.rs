//! Why a package cannot be written or opened.

use super::archive::{MAX_ENTRIES, MAX_PACKAGE_BYTES};

const MIB: u64 = 1024 * 1024;

/// A package that cannot be written, opened or verified. Each message is one Chinese sentence that says
/// what is wrong and what to do; callers put the package's file name before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// Writing: the content of an attachment was not given.
    #[error("附件“{name}”的内容不在本机，请重新添加该文件后再导出。")]
    ContentMissing {
        /// The attachment's name.
        name: String,
    },
    /// Writing: the content is not the one that was recorded.
    #[error("附件“{name}”的内容与添加时不一致，请删除后重新添加该文件。")]
    ContentChanged {
        /// The attachment's name.
        name: String,
    },
    /// Writing: the dossier names another definition than the one given.
    #[error("卷宗所用的事项定义（{dossier}）与当前定义（{definition}）不同，请先按当前定义打开卷宗。")]
    OtherDefinition {
        /// Id and version in the dossier.
        dossier: String,
        /// Id and version given.
        definition: String,
    },
    /// Writing: more than [`open`](super::open) would take in again.
    #[error("备案包总大小超过 {} MB，请压缩扫描件或降低扫描分辨率后重新添加。", MAX_PACKAGE_BYTES / MIB)]
    TooLarge,
    /// Writing: more files than [`open`](super::open) would take in again.
    #[error("备案包内文件超过 {MAX_ENTRIES} 个，请合并扫描件后重新添加。")]
    TooManyFiles,
    /// Writing: a file that [`open`](super::open) would not take in again.
    #[error("备案包内的“{path}”超过 {} MB，收件方无法打开，请减少填写内容或者压缩附件后再导出。", .limit / MIB)]
    FileTooLarge {
        /// Path inside the package, made safe for display.
        path: String,
        /// Most bytes.
        limit: u64,
    },
    /// Opening: more than this program takes in.
    #[error("备案包解压后超过 {} MB，已停止读取，请向提交单位索取原始备案包。", MAX_PACKAGE_BYTES / MIB)]
    Oversized,
    /// Opening: more entries than this program takes in.
    #[error("压缩包内文件超过 {MAX_ENTRIES} 个，不是由备案通导出的备案包，请核对所选文件。")]
    TooManyEntries,
    /// Opening: one entry is larger than allowed.
    #[error("压缩包内的“{path}”超过允许的大小，已停止读取，请向提交单位索取原始备案包。")]
    EntryTooLarge {
        /// Path inside the archive, made safe for display.
        path: String,
    },
    /// Opening: an entry claims to unpack to far more than it takes up.
    #[error("压缩包内的“{path}”压缩比异常，可能是恶意文件，已停止读取，请向提交单位索取原始备案包。")]
    Suspicious {
        /// Path inside the archive, made safe for display.
        path: String,
    },
    /// Opening: a name that could lead out of the folder, or hides what it is.
    #[error("压缩包内有不安全的文件名“{path}”（{reason}），已停止读取，请向提交单位索取原始备案包。")]
    UnsafeName {
        /// Path inside the archive, made safe for display.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Opening: two entries of one name; archivers show one of them and hide the other.
    #[error("压缩包内有两个同名文件“{path}”，已停止读取，请向提交单位索取原始备案包。")]
    Duplicate {
        /// Path inside the archive, made safe for display.
        path: String,
    },
    /// Opening: two names that are one on some file systems, where one file would overwrite the other.
    #[error(
        "压缩包内的“{path}”与“{other}”在部分系统上是同一个文件，已停止读取，请向提交单位索取原始备案包。"
    )]
    Colliding {
        /// Path inside the archive, made safe for display.
        path: String,
        /// The path that it collides with.
        other: String,
    },
    /// Opening: an entry is encrypted.
    #[error("压缩包内的“{path}”已加密，备案通导出的备案包不加密，请向提交单位索取原始备案包。")]
    Encrypted {
        /// Path inside the archive, made safe for display.
        path: String,
    },
    /// Opening: a compression that packages do not use.
    #[error("压缩包内的“{path}”使用了不支持的压缩方法，请向提交单位索取原始备案包。")]
    Unsupported {
        /// Path inside the archive, made safe for display.
        path: String,
    },
    /// Opening: nothing in the file.
    #[error("文件是空的（0 字节），请重新取得备案包。")]
    Empty,
    /// Opening: a ZIP without its end.
    #[error("文件不完整，可能在下载或拷贝时中断，请重新取得完整的备案包。")]
    Truncated,
    /// Opening: a ZIP whose parts contradict each other.
    #[error("压缩包已损坏或被改动，内部结构前后矛盾，请重新取得原始备案包。")]
    Damaged,
    /// Opening: something else altogether.
    #[error("文件不是备案包，请选择由备案通导出的 ZIP 文件。")]
    NotAPackage,
    /// Opening: a package inside a folder, as archivers make when a folder is compressed again.
    #[error("备案包解压后又被连同文件夹重新压缩（manifest.json 不在最上层），请使用导出时的原始 ZIP 文件。")]
    Nested,
    /// Opening: written by a later version.
    #[error("备案包的格式版本为 {format}，由更高版本的备案通生成，请升级备案通后再打开。")]
    Newer {
        /// Its format.
        format: u32,
    },
    /// Opening: a file in the package cannot be read.
    #[error(
        "备案包内的“{path}”无法读取（第 {line} 行第 {column} 列），该包已损坏或被改动，请重新取得原始备案包。"
    )]
    Unreadable {
        /// Path inside the archive.
        path: String,
        /// Line of the first mistake.
        line: usize,
        /// Column of the first mistake.
        column: usize,
    },
    /// Opening: contents do not agree with the manifest.
    #[error("备案包与其清单不符（{}），请重新取得原始备案包，或用“核验”查看详情。", first_few(.mismatches))]
    Altered {
        /// One clause for each mismatch.
        mismatches: Vec<String>,
    },
    /// Reading the file itself fails; the clause is its own.
    #[error("{0}。")]
    Source(String),
}

fn first_few(mismatches: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text = mismatches.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("；");
    if mismatches.len() > SHOWN {
        text.push_str(&format!("……等 {} 处", mismatches.len()));
    }
    text
}
