select 1;
