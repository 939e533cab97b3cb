//! Native tests.

mod definition;
mod digest;
mod grouping;
mod intake;
mod package;
mod package_support;
mod package_tampering;
mod rules;
mod samples;
mod tidy;
