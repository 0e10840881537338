-- Nothing in the schema is private: types, functions, and views over nothing but the library.
GRANT USAGE ON SCHEMA prop64 TO PUBLIC;
GRANT SELECT ON prop64.shipped_policies TO PUBLIC;
