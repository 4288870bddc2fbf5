//! Any text as a list of contacts, and as what was written from one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vouch::contact_management::contact::{Contact, ContactList};
use vouch::contact_management::{contacts_csv, contacts_yaml};

fuzz_target!(|text: &str| {
    let (_, list) = ContactList::read(text);
    assert!(list.remarks.iter().all(|remark| remark.line > 0));
    for list in [contacts_yaml::read(text), contacts_csv::read(text)] {
        // What was read is written so that it is read again.
        if !list.contacts.is_empty() {
            assert_eq!(contacts_yaml::read(&contacts_yaml::write(&list.contacts)).contacts.len(), list.contacts.len());
        }
    }
    // Any text may be a name.
    let contact = Contact { name: text.to_owned(), email: "alice@acme.example".to_owned() };
    let named = contact.written_name().to_owned();
    let written = contacts_yaml::write(&[contact]);
    let read = contacts_yaml::read(&written);
    assert!(read.contacts.iter().all(|one| one.name == named), "{written}");
});
