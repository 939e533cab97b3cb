//! Native tests.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

mod calendar_crosscheck;
mod calendar_dates;
mod calendar_deadlines;
mod calendar_tables;
mod calendar_working_days;
mod cli;
mod cli_explain;
mod cli_samples;
mod definition;
mod digest;
mod document;
mod document_flow;
mod document_pdf;
mod document_report;
mod document_support;
mod field_amounts;
mod field_reading;
mod field_round_trips;
mod fixtures;
mod golden;
mod grouping;
mod identity_documents;
mod identity_numbers;
mod intake;
mod jobs;
mod law;
mod ledger;
mod package;
mod package_support;
mod package_tampering;
mod progress;
mod rosters;
mod rules;
mod samples;
mod sheet_export;
mod sheet_import;
mod sheet_reading;
mod sheet_support;
mod stamped_form;
mod sweep;
mod text;
mod tidy;
mod vault;
mod vectors;
