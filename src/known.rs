//! How much is known of a value: *not read yet*, *could not be read* and *there is none* are three different things.

/// A value that is read over the network, or a field that administrators may rename or remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Known<T> {
    /// It says this.
    Value(T),
    /// It is there, and empty.
    Empty,
    /// It is being read.
    #[default]
    Reading,
    /// It cannot be known, for this reason.
    Unknown(String),
}

impl<T> Known<T> {
    /// What follows from the value.
    pub fn then<U>(self, next: impl FnOnce(T) -> Known<U>) -> Known<U> {
        match self {
            Self::Value(value) => next(value),
            Self::Empty => Known::Empty,
            Self::Reading => Known::Reading,
            Self::Unknown(why) => Known::Unknown(why),
        }
    }

    /// The same state, with another value.
    pub fn map<U>(self, value: impl FnOnce(T) -> U) -> Known<U> {
        self.then(|known| Known::Value(value(known)))
    }

    /// The same state, of the borrowed value.
    pub fn as_ref(&self) -> Known<&T> {
        match self {
            Self::Value(value) => Known::Value(value),
            Self::Empty => Known::Empty,
            Self::Reading => Known::Reading,
            Self::Unknown(why) => Known::Unknown(why.clone()),
        }
    }

    /// The value, where there is one. `None` says nothing about why there is none.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Empty | Self::Reading | Self::Unknown(_) => None,
        }
    }

    /// Why the value could not be read, where it could not.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Unknown(why) => Some(why),
            Self::Value(_) | Self::Empty | Self::Reading => None,
        }
    }

    /// The value or none, or why it is not known.
    ///
    /// # Errors
    /// Why it is not known, as a sentence.
    pub fn known(self) -> Result<Option<T>, String> {
        match self {
            Self::Value(value) => Ok(Some(value)),
            Self::Empty => Ok(None),
            Self::Reading => Err("It is being read.".to_owned()),
            Self::Unknown(why) => Err(why),
        }
    }
}

impl<T> From<Option<T>> for Known<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Self::Value)
    }
}
