select '{secret:admin@00000000}';
