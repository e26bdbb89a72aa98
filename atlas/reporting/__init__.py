"""Problems as an editor reads them."""
