"""English texts with a bar where a speaker would stop."""

CASES = """
Hello there. | How are you? | I am fine!
Just one sentence without an end
Dr. Smith met Mr. and Mrs. Jones. | They waved.
Prof. Lee and Gen. Grant agreed.
She did one more rep. | Good for her.
We met J. R. R. Tolkien in Oxford.
Harry S. Truman spoke. | Everyone listened.
So do I. | Nobody else does.
George I. Smith lives here.
Take vitamin C. | It helps.
He works at Acme Inc. | She does not.
He works at Acme Inc. in town.
Bring pens, paper, etc. | Then we start.
Bring pens, paper, etc. before noon.
We leave at 5 p.m. | Dinner is at six.
We leave at 5 p.m. sharp.
It is 9 a.m. here. | Is it late there?
The U.S. Navy sailed. | It came back.
She lives in the U.S. | She likes it.
He has a Ph.D. in physics.
She has a Ph.D. | It took six years.
Some animals, e.g. Otters, swim. | I like them.
That is, i.e. Today, we win.
See Fig. 3 and p. 14 for more. | Read on.
No. 5 is alive. | No. | I will not.
The answer is no. | Sorry.
It costs 3.14 dollars. | That is 1,000.50 in all.
Version 2.0.1 is out. | Get it.
It was 1999. | Then came 2000.
1. First do this. | 2. Then do that.
Go to https://example.com/a.b?c=d.e! | It is free.
Look at example.com. | Then call me.
Read main.py. | It is short.
Mail me at a.b@example.org. | Thanks.
He said "Stop!" and left. | Nobody moved.
"Really?" she asked. | "Yes." | He nodded.
“Come in.” | She came in.
He asked, “Why?” | I had no answer.
(He left early.) | Then it rained.
It rained (a lot!) all day.
Well... maybe. | Wait... | What?
Well… maybe. | Wait… | What?
Hmm . . . fine. | Good.
What?! | No way!! | Yes.
Is it? | It is. | Fine!
hey. | how are you? | i'm ok
Yes! | no! | maybe.
Mt. Everest and St. Petersburg are far apart.
Born Jan. 5 in Oct. weather.
It opens in Dec. | Tickets sell now.
Batman vs. Superman was long.
Hi! | 😀 How are you? 😀
... what was that?
"""
