//! Doing the jobs.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde_bytes::ByteBuf;

use super::draft::Drafts;
use super::faces::{FaceStore, Fetch};
use super::kept::Kept;
use super::package as packages;
use super::progress::Teller;
use super::{Content, Job, Outcome, Progress, inspect, keyring, picture, print, rehearsal, sheets, volume};
use crate::calendar::Calendar;
use crate::check::{Coverage, Engine};
use crate::document::FaceIndex;
use crate::field::FieldKind;
use crate::intake;
use crate::narrative;
use crate::package::{Against, Gathered};
use crate::procedure;
use crate::volume::Binder;

/// Does jobs one after the other and keeps what the next may need.
#[derive(Debug)]
pub struct Runner {
    faces: FaceStore,
    /// The definition of the last job, compiled.
    engine: Kept<Engine>,
    /// The volume that is being bound.
    bound: Option<Binder>,
    /// The contents of the package that is being made.
    packed: Option<Gathered>,
    /// The envelope that is being written.
    sealing: Option<packages::Sealing>,
    /// The draft that is being saved, and the one that is open.
    draft: Drafts,
}

impl Runner {
    /// One that fetches faces in this way.
    pub fn new(fetch: Fetch) -> Self {
        Self {
            faces: FaceStore::new(fetch),
            engine: Kept::default(),
            bound: None,
            packed: None,
            sealing: None,
            draft: Drafts::default(),
        }
    }

    /// Does one job, which may read from the contents beside it. Waits for nothing but faces. The error is one Chinese
    /// sentence.
    pub async fn run(
        &mut self,
        job: Job,
        contents: Vec<Box<dyn Content>>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, String> {
        let mut contents = contents.into_iter();
        let mut tell = Teller::new(tell);
        match job {
            Job::Keyring(order) => {
                tell.step("正在处理口令", 0);
                keyring::run(order).map(Outcome::Keyring)
            }
            Job::Draft(order) => self.draft.run(order, &mut contents, &mut tell),
            Job::Inspect { name, bytes } => inspect::inspect(&name, bytes.into_vec(), &mut tell),
            Job::Picture { name, media, bytes, page } => {
                tell.step("正在打开页面", 0);
                picture::picture(&name, media, &bytes, page)
            }
            Job::Print {
                procedure_json,
                mut dossier,
                printout,
                mark,
                fonts,
                files,
                holiday_tables,
                today,
            } => {
                tell.step("正在排版", 0);
                self.faces.expect(&fonts)?;
                let (engine, calendar) =
                    (self.engine.read(&procedure_json, engine)?, calendar(&holiday_tables)?);
                let checks = Checks { engine: &engine, calendar: &calendar, coverage: None, today };
                let (mark, files) = (mark.as_deref(), unwrapped(files));
                let outline =
                    dossier.as_mut().and_then(|dossier| print::outline(&checks, dossier, &printout));
                self.faces.begin_for(&fonts, &outline)?;
                let document = print::one(&checks, dossier.as_ref(), &printout, mark, &files)?;
                tell.step("正在载入字体", 15);
                let faces = self.faces.load(&fonts, [&document]).await?;
                tell.step("正在排版", 20);
                document.to_pdf(faces).map(|pdf| Outcome::Printed(ByteBuf::from(pdf))).map_err(sentence)
            }
            Job::Rehearse { procedure_json, fonts, today } => {
                self.faces.expect(&fonts)?;
                let (engine, calendar) = (self.engine.read(&procedure_json, engine)?, calendar(&[])?);
                let checks = Checks { engine: &engine, calendar: &calendar, coverage: None, today };
                let documents = rehearsal::documents(&checks);
                let faces = self.faces.load(&fonts, &documents).await?;
                for document in &documents {
                    document.to_pdf(faces).map_err(sentence)?;
                }
                Ok(Outcome::Rehearsed(documents.len()))
            }
            Job::PackFile { first, file, bytes } => {
                tell.step("正在计算摘要", 0);
                packages::file(&mut self.packed, first, &file, &bytes)
            }
            Job::Pack { procedure_json, mut dossier, begun, fonts, holiday_tables, files, today } => {
                tell.step("正在自查", 0);
                let gathered = if begun { self.packed.take() } else { Some(Gathered::default()) };
                let gathered = gathered.ok_or(packages::BROKEN_OFF)?;
                let index = self.faces.expect(&fonts)?;
                let (engine, calendar) =
                    (self.engine.read(&procedure_json, engine)?, calendar(&holiday_tables)?);
                let checks = Checks { engine: &engine, calendar: &calendar, coverage: Some(&*index), today };
                let measured = gathered.record(&mut dossier);
                let prints = print::all(&checks, &dossier, &gathered.renamed(unwrapped(files)));
                tell.step("正在载入字体", 20);
                let faces = self.faces.load(&fonts, prints.form.iter().chain(&prints.documents)).await?;
                tell.step("正在打印", 30);
                packages::lay_out(&checks, &dossier, &measured, prints, faces)
            }
            Job::Seal { recipient, bytes, last } => {
                tell.step("正在加密", 0);
                packages::seal(&mut self.sealing, recipient.as_deref(), &bytes, last)
            }
            Job::Split { file, bytes, parts } => {
                tell.step("正在拆分", 0);
                let parts: Vec<_> = parts.into_iter().map(|(name, from, to)| (name, from..=to)).collect();
                let made = crate::volume::split(&file, bytes.into_vec(), &parts).map_err(sentence)?;
                let looked = made
                    .into_iter()
                    .zip(&parts)
                    .map(|((made, bytes), (_, pages))| inspect::looked(made, bytes, (&file, *pages.start())));
                looked.collect::<Result<_, _>>().map(Outcome::Split)
            }
            Job::BindFile { first, file, bytes } => {
                volume::file(&mut self.bound, first, &file, bytes, &mut tell)
            }
            Job::BindPages { procedure_json, dossier, begun, fonts, files, holiday_tables, today } => {
                tell.step("正在自查", 0);
                let bound = self.bound.take().filter(|_| begun);
                if begun && bound.is_none() {
                    return Err("装订已经中断，请重新生成合订本。".to_owned());
                }
                let index = self.faces.expect(&fonts)?;
                let (engine, calendar) =
                    (self.engine.read(&procedure_json, engine)?, calendar(&holiday_tables)?);
                let checks = Checks { engine: &engine, calendar: &calendar, coverage: Some(&*index), today };
                let (plan, prints) = volume::prints(&checks, &dossier, &unwrapped(files));
                tell.step("正在载入字体", 20);
                let faces = self.faces.load(&fonts, &prints.documents(&plan)).await?;
                tell.step("正在排版", 30);
                volume::pages(bound, &(plan, prints), faces)
            }
            Job::Open { name, identity } => {
                tell.step("正在读取备案包", 0);
                let content = packages::content(&mut contents, &name, identity.as_deref())?;
                packages::open(content, &name, &mut tell)
            }
            Job::OpenFile { name, identity, file } => {
                let content = packages::content(&mut contents, &name, identity.as_deref())?;
                packages::open_file(content, &name, &file)
            }
            Job::DefinitionOf { name, identity } => {
                tell.step("正在读取备案包", 0);
                let content = packages::content(&mut contents, &name, identity.as_deref())?;
                packages::definition_of(content, &name)
            }
            Job::Verify {
                name,
                identity,
                signatures,
                procedures,
                all_marks,
                fonts_json,
                holiday_tables,
                today,
            } => {
                tell.step("正在读取备案包", 0);
                let index = index(fonts_json.as_deref())?;
                let (engines, unusable) = packages::engines(&procedures);
                let against = Against {
                    engines: &engines,
                    calendar: &calendar(&holiday_tables)?,
                    coverage: index.as_ref().map(|index| index as _),
                    today,
                    marks: if all_marks { u32::MAX } else { packages::MARKED_PAGES },
                };
                let content = packages::content(&mut contents, &name, identity.as_deref())?;
                let signatures = packages::signatures(signatures, contents)?;
                packages::verify(content, &name, (signatures, unusable), &against, &mut tell)
            }
            Job::Compare { name, earlier, identity, procedures } => {
                tell.step("正在读取备案包", 0);
                let procedures: Vec<_> =
                    procedures.iter().map(|json| definition(json)).collect::<Result<_, _>>()?;
                let after = packages::content(&mut contents, &name, identity.as_deref())?;
                let before = packages::content(&mut contents, &earlier, identity.as_deref())?;
                packages::compare((before, &earlier), (after, &name), &procedures, &mut tell)
            }
            Job::Supplement { difference, fonts } => {
                tell.step("正在排版", 0);
                self.faces.expect(&fonts)?;
                let document = packages::supplement(&difference)?;
                let faces = self.faces.load(&fonts, [&document]).await?;
                document.to_pdf(faces).map(|pdf| Outcome::Printed(ByteBuf::from(pdf))).map_err(sentence)
            }
            Job::ReadSheet { name, bytes, procedure_json, roster, rows, choices } => {
                tell.step("正在读取表格", 0);
                let procedure = definition(&procedure_json)?;
                let roster = sheets::roster(&procedure, &roster)?;
                sheets::plan(&name, &bytes, (&procedure, roster), &rows, &choices)
            }
            Job::ReadNarrative { name, bytes, procedure_json, field } => {
                tell.step("正在读取文档", 0);
                let procedure = definition(&procedure_json)?;
                let headings = match procedure.field(&field).map(|field| &field.kind) {
                    Some(FieldKind::Narrative { headings }) => headings,
                    _ => return Err("本事项没有这项撰写内容，请刷新页面后重试。".to_owned()),
                };
                let mut read = narrative::read(&name, &bytes, headings).map_err(sentence)?;
                tell.step("正在检查图片", 60);
                let mut records = Vec::new();
                for picture in std::mem::take(&mut read.pictures).into_values() {
                    match inspect::pictured(&picture) {
                        Ok(record) => {
                            read.pictures.insert(record.sha256.clone(), picture);
                            records.push(record);
                        }
                        Err(error) => read.remarks.push(error),
                    }
                }
                Ok(Outcome::NarrativeRead(Box::new(read), records))
            }
            Job::SearchText { name, bytes, procedure_json, material, names } => {
                tell.step("正在查找文字", 0);
                let procedure = definition(&procedure_json)?;
                let contents = procedure.material(&material).and_then(|material| material.contents());
                let headings = contents.map_or(&[][..], |(_, headings)| headings);
                let lines = intake::text_lines(&name, &bytes).map_err(sentence)?;
                Ok(Outcome::TextSearched(narrative::search(&lines, headings, &names)))
            }
            Job::WriteSheet { procedure_json, roster, rows, format } => {
                tell.step("正在生成表格", 0);
                let procedure = definition(&procedure_json)?;
                let roster = sheets::roster(&procedure, &roster)?;
                sheets::write(&procedure, roster, rows.as_deref(), format)
            }
            Job::WriteRecords { procedure_json, dossier, table, format, holiday_tables, today } => {
                tell.step("正在生成记录", 0);
                let (engine, calendar) =
                    (self.engine.read(&procedure_json, engine)?, calendar(&holiday_tables)?);
                let checks = Checks { engine: &engine, calendar: &calendar, coverage: None, today };
                sheets::write_records(&checks, &dossier, &table, format)
            }
        }
    }
}

/// What a dossier is checked with.
pub(super) struct Checks<'a> {
    pub(super) engine: &'a Engine,
    pub(super) calendar: &'a Calendar,
    pub(super) coverage: Option<&'a dyn Coverage>,
    pub(super) today: NaiveDate,
}

/// Contents as plain bytes.
fn unwrapped(files: BTreeMap<String, ByteBuf>) -> BTreeMap<String, Vec<u8>> {
    files.into_iter().map(|(digest, bytes)| (digest, bytes.into_vec())).collect()
}

pub(super) fn definition(json: &str) -> Result<procedure::Procedure, String> {
    procedure::load("procedure.json", json).map_err(sentence)
}

pub(super) fn engine(json: &str) -> Result<Engine, String> {
    Engine::new(definition(json)?).map_err(sentence)
}

pub(super) fn calendar(holiday_tables: &[String]) -> Result<Calendar, String> {
    Calendar::built_in().with_files(holiday_tables.iter().map(String::as_str)).map_err(sentence)
}

fn index(fonts_json: Option<&str>) -> Result<Option<FaceIndex>, String> {
    fonts_json.map(FaceIndex::parse).transpose().map_err(sentence)
}

/// An error as a sentence that ends like one.
pub(super) fn sentence(error: impl fmt::Display) -> String {
    let mut text = error.to_string();
    if !text.ends_with('。') {
        text.push('。');
    }
    text
}

/// A sentence about a file.
pub(super) fn about(name: &str, error: impl fmt::Display) -> String {
    if name.is_empty() {
        sentence(error)
    } else {
        format!("“{}”：{}", intake::shown(name), sentence(error))
    }
}
