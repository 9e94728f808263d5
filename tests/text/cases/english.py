"""English texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

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
Gov. Brown and Sen. White argued. | Nobody won.
Capt. Jones, Sgt. Pepper and Lt. Dan were there.
Sir John A. Macdonald was first. | Then came others.
J.K. Rowling wrote it. | Millions read it.
Martin Luther King Jr. was born in Atlanta. | He preached there.
Sammy Davis Jr. | He could sing.
Dr. J. Smith, M.D., called. | Call back.
Mr. T. spoke first. | Nobody else did.
The U.K. and the E.U. talked. | They agreed.
Washington, D.C. is hot. | Take water.
We flew to Washington, D.C. | It was hot.
Ph.D. students, M.A. students and B.A. students came.
Use A.I. wisely. | It learns.
She moved to Fifth Ave. | He stayed.
He lives at 5 Main St. near the park.
He is 6 ft. tall. | She is not.
It weighs 5 lbs. or more. | Lift with care.
See sec. 4, para. 2 and pp. 10–12. | Then sign.
The No. 1 rule is simple. | Be kind.
Approx. 5 people came. | All left.
E.g. this one. | I.e. that one.
In Sept. 2020 it began. | It ended in Nov. 2021.
See you on Mon. | Bring Tim.
It was 3 a.m. | I was awake.
I am 5. | Mum is 30.
It starts at 5 p.m. EST. | Be there.
We met at 9 a.m. Monday. | It rained.
The bus leaves at 10:30. | Do not be late.
On 12.05.2024 we met. | It rained.
Call 555.123.4567 now. | We are open.
I paid $3.50. | You paid $4. | Fair?
It cost $1.2M in 2020. | $2.4M is the price now.
It fell by 0.5%. | Then it rose.
We sold 1,000,000. | That is many.
It was -5.5 degrees. | Dress warmly.
Update to v1.2.3. | Then restart.
Python 3.12 is here. | So is 3.13.
Open config.yaml and app.js. | Save both.
Is it in notes.txt? | Look there!
The .env file is hidden. | Do not share it.
Node.js and ASP.NET are old. | Still, they run.
See www.example.org/faq. | It helps.
Write to jane.doe@mail.example.com! | She answers.
“I know,” he said. | “So do I.”
“He told me ‘Go home.’ | I did.”
“Did she say ‘No’?” | He nodded.
She said, “He shouted ‘Fire!’” | We ran.
'Stop!' he cried. | 'Why?'
He wrote “etc.” in full. | Nobody minded.
“Well...” | She stopped.
(Is it far?) | No.
[It was late.] | We left.
He laughed (“Ha!”) and left.
It works (see Fig. 2). | It is fast.
Good. | (Or so I thought.)
**That is bold.** | This is not.
Do you want tea? | coffee? | or juice?
Red? | Green? | Blue? | Which one?
You did what?!?! | Stop it.
You did what‽ | Stop it.
He said... nothing. | Then he left.
It ended. | 5 people clapped.
I have 3. | 4 are yours.
2024 was good. | 2025 is better.
That was it. | “Good,” she said.
I speak 日本語. | Do you?
She said «да». | He said нет.
Add 2 tbsp. butter. | Mix it.
Dial ext. 12 now. | Ask for Al.
Run 5 km. | Then rest.
"""
