//! The arguments, with their help in Chinese.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand};

use crate::intake::shown;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}{after-help}";
const SUB_TEMPLATE: &str =
    "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}";
const EXIT_CODES: &str = "退出码：0 可以提交或完整一致；1 有检查发现或不一致；2 输入无法使用。";
const MIGRATE_CODES: &str =
    "退出码：0 全部有处可归；1 有另存的旧答案或需要重新归位的文件；2 输入无法使用，卷宗没有改动。";
const DIFF_CODES: &str = "退出码：0 没有差异；1 有差异；2 输入无法使用。";
const IMPORT_CODES: &str = "退出码：0 全部导入；1 有需要核对的单元格；2 输入无法使用，卷宗没有改动。";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "beian", version, about = "备案通：自查、打印、打包、核验备案材料", long_about = None)]
#[command(help_template = TEMPLATE, after_help = EXIT_CODES, override_usage = "beian <命令> [选项]")]
#[command(disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) places: Places,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Where definitions and fonts lie.
#[derive(Debug, Args)]
pub(super) struct Places {
    /// 事项定义所在目录（默认依次为环境变量 BEIAN_PROCEDURES、程序旁的 procedures、www/procedures）
    #[arg(long, global = true, value_name = "目录")]
    pub(super) procedures: Option<PathBuf>,
    /// 打印字体所在目录（默认依次为环境变量 BEIAN_FONTS、程序旁的 fonts、www/fonts）
    #[arg(long, global = true, value_name = "目录")]
    pub(super) fonts: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 自查一个卷宗，列出全部检查发现
    Check(Check),
    /// 打印申请表或者文书（PDF）
    Print(Print),
    /// 导出备案包（ZIP）
    Pack(Pack),
    /// 装订合订本（PDF）
    Bind(Bind),
    /// 把卷宗转换到本机事项定义的版本，列出变化
    Migrate(Migrate),
    /// 把卷宗存成加密的备份文件（.beian）
    Save(Save),
    /// 把备份文件（.beian）解成卷宗目录
    Open(Open),
    /// 核验备案包
    Verify(Verify),
    /// 比较同一备案的两个备案包
    Diff(Diff),
    /// 从 XLSX 或 CSV 表格导入一份清单
    Import(Import),
    /// 把一份清单导出为 XLSX、CSV 或 JSON
    Export(Export),
    /// 把各项法定期限导出为日历文件（ICS）或 JSON
    Deadlines(Deadlines),
    /// 说明一条规则或一个条款
    Explain(Explain),
    /// 输出 JSON Schema
    Schema(Schema),
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian check <卷宗目录> [--today YYYY-MM-DD] [--json]")]
pub(super) struct Check {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) day: Day,
    /// 以 JSON 输出 {verdict, findings}
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian print <卷宗目录> --out <文件.pdf> [--blank | --document <文书> [--row <名称>]] [--today YYYY-MM-DD]\n      beian print --blank --procedure <事项> --out <文件.pdf>")]
pub(super) struct Print {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录", required_unless_present = "procedure")]
    pub(super) folder: Option<PathBuf>,
    /// 写入的 PDF 文件
    #[arg(long, value_name = "文件.pdf")]
    pub(super) out: PathBuf,
    /// 打印空白表
    #[arg(long)]
    pub(super) blank: bool,
    /// 不用卷宗，直接打印该事项的空白表
    #[arg(long, value_name = "事项", requires = "blank", conflicts_with = "folder")]
    pub(super) procedure: Option<String>,
    /// 打印该事项的这份文书（默认打印申请表；没有申请表且只有一份文书时打印该文书）
    #[arg(long, value_name = "文书", requires = "folder", conflicts_with = "blank")]
    pub(super) document: Option<String>,
    /// 一行一份的文书只打印这一行（名称，例如姓名；或者编号）；默认全部打印在一个文件中
    #[arg(long, value_name = "名称", requires = "document")]
    pub(super) row: Option<String>,
    #[command(flatten)]
    pub(super) day: Day,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, override_usage = "beian save <卷宗目录> --out <文件.beian> [--passphrase-file <文件>]")]
pub(super) struct Save {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 写入的备份文件
    #[arg(long, value_name = "文件.beian")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) passphrase: Passphrase,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, override_usage = "beian open <文件.beian> --out <卷宗目录> [--passphrase-file <文件>]")]
pub(super) struct Open {
    /// 备份文件
    #[arg(value_name = "文件.beian")]
    pub(super) file: PathBuf,
    /// 写入的卷宗目录，须是新的或者空的
    #[arg(long, value_name = "卷宗目录")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) passphrase: Passphrase,
}

/// Where the passphrase comes from.
#[derive(Debug, Args)]
pub(super) struct Passphrase {
    /// 口令所在文件的第一行；不给出时从标准输入读一行
    #[arg(long, value_name = "文件")]
    pub(super) passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian pack <卷宗目录> --out <文件.zip> [--to age1…] [--draft] [--today YYYY-MM-DD]")]
pub(super) struct Pack {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 写入的 ZIP 文件；给出已有目录时，在其中按规定名称命名
    #[arg(long, value_name = "文件.zip")]
    pub(super) out: PathBuf,
    /// 未通过自查时也导出，标明“未通过自查”
    #[arg(long)]
    pub(super) draft: bool,
    /// 加密给接收方：接收方的 age 公钥，文件名加上 .age
    #[arg(long, value_name = "age1…")]
    pub(super) to: Option<String>,
    #[command(flatten)]
    pub(super) day: Day,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, override_usage = "beian bind <卷宗目录> --out <文件.pdf> [--today YYYY-MM-DD]")]
pub(super) struct Bind {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 写入的 PDF 文件
    #[arg(long, value_name = "文件.pdf")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) day: Day,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = MIGRATE_CODES, override_usage = "beian migrate <卷宗目录> [--out <新目录>] [--dry-run] [--json]")]
pub(super) struct Migrate {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 写入新的目录，原目录不改动（默认在原目录转换，旧卷宗另存为 dossier.<版本>.json）
    #[arg(long, value_name = "新目录")]
    pub(super) out: Option<PathBuf>,
    /// 只列出变化，不写入
    #[arg(long)]
    pub(super) dry_run: bool,
    /// 以 JSON 输出变化
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian verify <文件.zip | 目录>… [--earlier <先前的文件.zip>] [--identity <私钥文件>] [--quick] [--full | --json] [--today YYYY-MM-DD]")]
pub(super) struct Verify {
    /// 备案包，或者含有备案包的目录；多于一个时每个一行，最后合计
    #[arg(value_name = "文件.zip", required = true)]
    pub(super) packages: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) key: Key,
    /// 同时列出与先前备案包的差异（只核验一个备案包时）
    #[arg(long, value_name = "先前的文件.zip")]
    pub(super) earlier: Option<PathBuf>,
    /// 不重新读取扫描件上的打印标记，大批核验时较快
    #[arg(long)]
    pub(super) quick: bool,
    /// 多个备案包时也逐个输出完整的核验结果
    #[arg(long, conflicts_with = "json")]
    pub(super) full: bool,
    #[command(flatten)]
    pub(super) day: Day,
    /// 以 JSON 输出每个备案包的核验结果
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = DIFF_CODES, override_usage = "beian diff <先前的文件.zip> <现在的文件.zip> [--out <文件.pdf|json>] [--identity <私钥文件>]")]
pub(super) struct Diff {
    /// 先前的备案包
    #[arg(value_name = "先前的文件.zip")]
    pub(super) before: PathBuf,
    /// 现在的备案包
    #[arg(value_name = "现在的文件.zip")]
    pub(super) after: PathBuf,
    /// 写入的文件：.pdf 为补充说明，.json 为数据；不给出时输出文字
    #[arg(long, value_name = "文件")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) key: Key,
}

/// What opens encrypted packages.
#[derive(Debug, Args)]
pub(super) struct Key {
    /// 打开加密备案包（.age）用的私钥文件
    #[arg(long, value_name = "私钥文件")]
    pub(super) identity: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian schema <名称> [--values]")]
pub(super) struct Schema {
    /// 事项编号（输出其填写内容的 Schema），或 procedure、dossier、manifest、filing、findings、verification、difference、migration
    #[arg(value_name = "名称")]
    pub(super) name: String,
    /// 输出备案包 filing.json 中 values 的 Schema，而不是填写内容的
    #[arg(long)]
    pub(super) values: bool,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = EXIT_CODES, override_usage = "beian explain [<编号>]")]
pub(super) struct Explain {
    /// 规则编号（如 filed_late）或条款编号（如 M12-1）；不给出时列出全部编号
    #[arg(value_name = "编号")]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, after_help = IMPORT_CODES, override_usage = "beian import <卷宗目录> <清单> <文件> [--key <字段>] [--dry-run]")]
pub(super) struct Import {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 清单编号
    #[arg(value_name = "清单")]
    pub(super) roster: String,
    /// XLSX 或 CSV 文件
    #[arg(value_name = "文件")]
    pub(super) file: PathBuf,
    /// 按这个字段找到已有的条目并替换（默认按清单规定不得重复的字段，没有这样规定的全部新增；给出空值时也全部新增）
    #[arg(long, value_name = "字段")]
    pub(super) key: Option<String>,
    /// 工作表名称（默认为表头相符的工作表）
    #[arg(long, value_name = "名称")]
    pub(super) sheet: Option<String>,
    /// 表头所在的行（默认自动识别）
    #[arg(long, value_name = "行号")]
    pub(super) head: Option<u32>,
    /// 空白单元格清除原来填写的内容
    #[arg(long)]
    pub(super) clear_blank: bool,
    /// 删去表格中没有的条目
    #[arg(long)]
    pub(super) remove_absent: bool,
    /// 不导入有阻断问题的行
    #[arg(long)]
    pub(super) skip_wrong: bool,
    /// 比对的字段相同、名称不同的，按改名替换（默认作为另一行导入，并列为问题）
    #[arg(long)]
    pub(super) renamed: bool,
    /// 只检查，不写入卷宗
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, override_usage = "beian export <卷宗目录> <清单> --out <文件.xlsx|csv|json>\n      beian export <卷宗目录> <清单> --template --out <文件.xlsx>")]
pub(super) struct Export {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 清单或者记录表的编号
    #[arg(value_name = "清单")]
    pub(super) roster: String,
    /// 写入的文件，按扩展名决定格式
    #[arg(long, value_name = "文件")]
    pub(super) out: PathBuf,
    /// 写出供填写的模板
    #[arg(long)]
    pub(super) template: bool,
    #[command(flatten)]
    pub(super) day: Day,
}

#[derive(Debug, Args)]
#[command(help_template = SUB_TEMPLATE, override_usage = "beian deadlines <卷宗目录> --out <文件.ics|json> [--today YYYY-MM-DD]")]
pub(super) struct Deadlines {
    /// 卷宗目录：dossier.json 与 files/ 下的附件
    #[arg(value_name = "卷宗目录")]
    pub(super) folder: PathBuf,
    /// 写入的文件：.ics 只含未办理的期限，.json 含全部期限
    #[arg(long, value_name = "文件")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) day: Day,
}

/// The day of a check.
#[derive(Debug, Args)]
pub(super) struct Day {
    /// 按这一天检查（默认为北京时间的今天）
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
}

impl Day {
    /// The given day, else today in Beijing, wherever the machine stands: the periods are those of Chinese law.
    pub(super) fn get(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| (chrono::Utc::now() + chrono::TimeDelta::hours(8)).date_naive())
    }
}

/// What is wrong with the arguments, as one Chinese sentence.
pub(super) fn complaint(error: &clap::Error) -> String {
    use clap::error::{ContextKind, ErrorKind};
    let context = |kind| error.get(kind).map(|value| shown(&value.to_string())).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有参数“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("参数 {argument} 没有给出值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("参数 {argument} 的值“{}”不正确", context(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            format!("参数 {argument} 不能与 {} 同时使用", context(ContextKind::PriorArg))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "没有给出命令".to_owned()
        }
        _ => "参数有误".to_owned(),
    };
    format!("{what}，请用 beian --help 查看用法。")
}
